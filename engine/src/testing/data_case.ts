import { test as baseTest, type TestAPI } from "#test_runner";
import type { Child } from "../application/child.ts";
import type { ErrorTree } from "../ecto/changeset/changeset_types.ts";
import type { RepoChild } from "../ecto/repo/repo_child.ts";
import { startOwner } from "../ecto/sandbox.ts";
import { testContext } from "./test_context.ts";

/** Options of `dataCase`. */
export interface DataCaseOptions {
  /** The repository; what a test writes to it is undone. */
  repo: RepoChild;
  /** Started before the first test of a file and stopped after the last. */
  application: Child;
}

/**
 * Makes the `test` function for tests that work with the database: each runs in a transaction that is rolled back when it ends.
 *
 * The database is created and migrated before the first test of a file.
 *
 * @example
 * // test/support/data_case.ts
 * export const test = dataCase({ application: Application, repo: Repo });
 * // test/hello/blog.test.ts
 * test("listPosts returns all posts", async () => {
 *   const post = await postFixture();
 *   expect(await Blog.listPosts()).toEqual([post]);
 * });
 * @see Ecto.Adapters.SQL.Sandbox
 */
export function dataCase({ application, repo }: DataCaseOptions): TestAPI<object> {
  return baseTest.extend<{ running: undefined; sandbox: undefined }>({
    running: [
      // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which fixtures are needed.
      async ({}, use) => {
        const running = await application.start(await testContext());
        await use(undefined);
        await running.stop();
      },
      { scope: "file", auto: true },
    ],
    sandbox: [
      async ({ running: _ }, use) => {
        const owner = await startOwner(repo);
        await use(undefined);
        await owner.stop();
      },
      { auto: true },
    ],
  });
}

/**
 * The errors of a changeset by field, as text.
 *
 * @example
 * expect(errorsOn(Post.changeset(new Post(), { title: "I" }))).toEqual({ title: ["should be at least 2 character(s)"] });
 */
export function errorsOn(changeset: { traverseErrors(): ErrorTree }): ErrorTree {
  return changeset.traverseErrors();
}
