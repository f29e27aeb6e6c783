import { test as baseTest, type TestAPI } from "#test_runner";
import type { Child } from "../application/child.ts";
import { type Config, mergeConfig } from "../config/config.ts";
import type { Conn } from "../conn/conn.ts";
import type { RepoChild } from "../ecto/repo/repo_child.ts";
import { startOwner } from "../ecto/sandbox.ts";
import { buildConn, type TestTarget } from "./conn_test.ts";
import { testContext } from "./test_context.ts";

/** Options of `connCase`. */
export interface ConnCaseOptions {
  /** What requests go to. */
  endpoint: TestTarget;
  /** Started before the first test of a file and stopped after the last. */
  application?: Child;
  /** Laid over the configuration for `test`, e.g. to see what that of production does. */
  config?: Config;
  /** Each test runs in a transaction of this repository, which is rolled back when the test ends. */
  repo?: RepoChild;
}

/** What tests of a `connCase` are given. */
export interface ConnFixtures {
  /** A fresh conn, which makes requests to the endpoint. */
  conn: Conn;
}

/**
 * Makes the `test` function for tests that make requests: each test is given a conn.
 *
 * @example
 * // test/support/conn_case.ts
 * export const test = connCase({ application: Application, endpoint: Endpoint });
 * // test/hello_web/controllers/page_controller.test.ts
 * test("GET /", async ({ conn }) => {
 *   conn = await get(conn, path("/"));
 *   expect(htmlResponse(conn, 200)).toContain("Peace of mind from prototype to production");
 * });
 * @see Phoenix.ConnTest
 */
export function connCase({
  endpoint,
  application,
  config = {},
  repo,
}: ConnCaseOptions): TestAPI<ConnFixtures> {
  return baseTest.extend<{ running: undefined; conn: Conn }>({
    running: [
      // biome-ignore lint/correctness/noEmptyPattern: the runner reads from the pattern which fixtures are needed.
      async ({}, use) => {
        const context = await testContext();
        const running = await application?.start({ ...context, config: mergeConfig(context.config, config) });
        await use(undefined);
        await running?.stop();
      },
      { scope: "file", auto: true },
    ],
    conn: async ({ running: _ }, use) => {
      const owner = repo && (await startOwner(repo));
      await use(buildConn(endpoint));
      await owner?.stop();
    },
  });
}
