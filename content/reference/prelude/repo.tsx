// A repository with a few rows, in a transaction that ends with the example.
import type { Config } from "fledge/config";
import { from, repo, startOwner } from "fledge/ecto";
import type { Platform } from "fledge/platform/web";
import { Category, Order, Post, Product, User } from "./data.tsx";

export const Repo = repo({ otpApp: "hello" });
export let found: Order;
export let ids: number[] = [];

/** What the application's context has for its controllers. */
export const Catalog = {
  listCategoriesById: (wanted: number[]) => Repo.all(from(Category).where((one) => one.id.in(wanted))),
};

/** Starts the repository; gives what ends it. */
export async function setUp(platform: Platform, root: string): Promise<() => Promise<void>> {
  const config: Config = { repo: { url: "pglite://memory/examples", log: false } };
  const running = Repo.start({ env: "test", config, platform, root });
  const owner = await startOwner(Repo);
  await Repo.insertOrThrow(new User({ id: 1, name: "Ada", email: "ada@example.com" }));
  await Repo.insertOrThrow(new Post({ id: 3, title: "Hello" }));
  await Repo.insertOrThrow(new Product({ id: 7, title: "Shoes" }));
  await Repo.query("select setval('users_id_seq', 1)");
  const books = await Repo.insertOrThrow(new Category({ title: "Books" }));
  ids = [books.id];
  found = await Repo.insertOrThrow(new Order({}));
  return async () => {
    await owner.stop();
    await running.stop();
  };
}
