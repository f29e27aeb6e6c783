import { Repo } from "../../lib/app_name/repo.ts";

/**
 * Fills the database with its first rows:
 *
 *     $ npx fledge run priv/repo/seeds.ts
 *
 * For example: await Repo.insertOrThrow(new Product({ title: "Feather" }));
 * The functions that throw end the script when something fails.
 */
export default async function seeds() {
  void Repo;
}
