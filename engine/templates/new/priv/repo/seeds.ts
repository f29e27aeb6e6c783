// Fills the database with its first rows:
//
//     $ npx fledge run priv/repo/seeds.ts
//
// Write to it through the repository:
//
//     await Repo.insertOrThrow(new SomeSchema({ … }));
//
// Prefer the functions that throw: they end the script when something fails.
import { Repo } from "../../lib/app_name/repo.ts";

void Repo;
