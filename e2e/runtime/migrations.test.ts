// Pending migrations in the browser: a page says so, and its button runs them in the worker.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { boot, type Harness, helloFiles, run, show, startHarness, write } from "./support.ts";

let harness: Harness;
let page: Page;

beforeAll(async () => {
  harness = await startHarness({ port: 4150 });
  ({ page } = await harness.open());
  await boot(page, { name: "hello", files: helloFiles() });
}, 120_000);
afterAll(() => harness.close());

const path = "priv/repo/migrations/20240101000000_create_users.ts";
const migration = `import { migration } from "fledge/ecto/migration";

export default migration({
  change(m) {
    m.createTable("users", (t) => t.add("name", "string"));
  },
});
`;

test("a new project's pages come without a migration, and without the database being made", async () => {
  const frame = await show(page, "/");
  expect(await frame.textContent("h1")).toContain("Hello");
});

test("a pending migration is a page with a button that runs it", async () => {
  expect(await write(page, path, migration)).toEqual({});
  const frame = await show(page, "/?from=here");
  expect(await frame.textContent("body")).toContain(path);
  await frame.click("text=Run migrations for Repo");
  await expect.poll(() => frame.textContent("h1").catch(() => "")).toContain("Hello has hatched");
  expect(await frame.evaluate(() => location.search)).toBe("?from=here");
  expect((await run(page, "ecto.migrations")).output).toMatch(/up +20240101000000 +create_users/);
  expect((await run(page, "ecto.create")).output).toContain("already been created");
});

test("another migration stops the pages again, until the command line has run it", async () => {
  const another = path.replace("0101000000_create_users", "0102000000_create_posts");
  expect(await write(page, another, migration.replace('"users"', '"posts"'))).toEqual({});
  expect(await (await show(page, "/")).textContent("body")).toContain(another);
  expect((await run(page, "ecto.migrate")).output).toContain("create table posts");
  expect(await (await show(page, "/")).textContent("h1")).toContain("Hello has hatched");
});
