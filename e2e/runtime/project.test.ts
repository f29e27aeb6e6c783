// What the embedded sandbox does beyond the contract, with a project that `fledge new` writes.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { boot, type Harness, helloFiles, run, show, startHarness, write } from "./support.ts";

let harness: Harness;
let page: Page;

const controller = "lib/hello_web/controllers/page_controller.ts";
const template = "lib/hello_web/controllers/page_html.tsx";

beforeAll(async () => {
  harness = await startHarness({ port: 4110 });
  ({ page } = await harness.open());
  await boot(page, { name: "hello", files: helloFiles() });
}, 120_000);
afterAll(() => harness.close());

const events = () => page.evaluate(() => window.events);

/** A page controller whose only action has this body. */
const home = (body: string) => `import { controller } from "fledge/controller";
import { Repo } from "../../hello/repo.ts";
import * as PageHTML from "./page_html.tsx";
export const PageController = controller({ html: PageHTML }, {
  async home(conn) {
    ${body}
  },
});
void Repo;
`;

test("the welcome page comes without a database and without a set-up", async () => {
  const frame = await show(page, "/");
  expect(await frame.textContent("h1")).toContain("Hello");
  expect(await frame.evaluate(() => getComputedStyle(document.body).fontFamily)).not.toContain("Times");
});

test("a page of text is shown as it is, and anew after an edit", async () => {
  const before = await page.evaluate(() => window.sandbox.readFiles());
  await write(page, controller, home('return conn.text("a < b & c");'));
  const frame = await show(page, "/");
  expect(await frame.textContent("pre")).toBe("a < b & c");
  await write(page, controller, home('return conn.json({ tag: "<b>" });'));
  await expect.poll(() => frame.textContent("pre")).toBe('{"tag":"<b>"}');
  await write(page, controller, String(before[controller]));
});

test("the tests that come with a project pass, with a database of their own", async () => {
  const laid = `import { dataCase } from "fledge/testing";
import { expect } from "vitest";
import { Application } from "../lib/hello/application.ts";
import { Repo } from "../lib/hello/repo.ts";

const test = dataCase({ application: Application, repo: Repo });

test("asks the database", async () => {
  expect(await Repo.query("select 1 + 1 as sum")).toMatchObject({ rows: [{ sum: 2 }] });
});
`;
  const report = await page.evaluate(
    (laid) => window.sandbox.runTests({ paths: ["test"], files: { "test/laid.test.ts": laid } }),
    laid,
  );
  expect(report.errors).toEqual([]);
  expect(report.outcomes.filter(({ status }) => status !== "passed")).toEqual([]);
  expect(report.outcomes.map(({ name }) => name)).toContain("asks the database");
  expect(report.outcomes.length).toBeGreaterThan(2);

  const { code, output } = await run(page, "test");
  expect(output).toContain(" 0 failed");
  expect(code).toBe(0);
});

test("an edit is shown by itself, and so is the error of one that does not compile", async () => {
  const frame = await show(page, "/");
  expect(await write(page, template, "export function home() { return <h1>One</h1>; }")).toEqual({});
  await expect.poll(() => frame.textContent("h1").catch(() => "")).toBe("One");
  const { error } = await write(page, template, "export function home() { return <h1>One</h2>; }");
  expect(error).toMatchObject({ kind: "compile", file: template, line: 1 });
  await expect.poll(() => frame.textContent("body").catch(() => "")).toContain(template);
  await write(page, template, "export function home() { return <h1>Two</h1>; }");
  await expect.poll(() => frame.textContent("h1").catch(() => "")).toBe("Two");
});

test("a session is kept in a cookie that scripts do not see, also over a restart", async () => {
  await write(
    page,
    controller,
    home(`const seen = Number(conn.getSession("seen") ?? 0) + 1;
    return conn.putSession("seen", seen).text(String(seen));`),
  );
  const seen = async () => Number(await (await show(page, "/")).textContent("body"));
  // The page of the test before was loaded again by the edit, and counts too.
  const first = await seen();
  expect(await seen()).toBe(first + 1);
  await page.evaluate(() => {
    document.querySelector("iframe[title=Preview]")?.remove();
    return window.sandbox.restart();
  });
  expect(await seen()).toBe(first + 2);
  const frame = await show(page, "/");
  expect(await frame.evaluate(() => document.cookie)).toBe("");
});

test("an endless loop is ended, and the file that was edited last is named", async () => {
  await write(page, controller, home("for (;;);"));
  const frame = await show(page, "/");
  expect(await frame.textContent("body")).toContain(`${controller} was edited last`);
  await expect.poll(events).toContainEqual({
    type: "restarted",
    reason: expect.objectContaining({ kind: "timeout", file: controller }),
  });
  await write(page, controller, home('return conn.text("fine");'));
  await expect.poll(() => frame.textContent("body").catch(() => "")).toBe("fine");
});

test("what is thrown outside of a request, and a rejection that nobody handles, are told", async () => {
  await write(
    page,
    controller,
    home(`setTimeout(() => { throw new Error("later"); }); void Promise.reject(new Error("unheard"));
    return conn.text("done");`),
  );
  await show(page, "/");
  for (const text of ["later", "unheard"]) {
    await expect
      .poll(events)
      .toContainEqual(
        expect.objectContaining({ type: "log", level: "error", text: expect.stringContaining(text) }),
      );
  }
});

test("a module of Node is refused in words", async () => {
  const { error } = await write(page, controller, 'import "node:fs";\n');
  expect(error).toMatchObject({ kind: "compile", file: controller, line: 1 });
  expect(error?.message).toContain("only Node has");
});

test("a query that does not end costs the database, not the sandbox", async () => {
  await write(
    page,
    controller,
    home(`if (conn.queryString === "wait") await Repo.query("select count(*) from generate_series(1, 1000000000000)");
    const { rows } = await Repo.query("select 1 as one");
    return conn.json(rows);`),
  );
  await run(page, "ecto.create");
  expect(await (await show(page, "/")).textContent("body")).toBe('[{"one":1}]');
  const frame = await show(page, "/?wait");
  expect(await frame.textContent("body")).toContain("A query did not end");
  // The page would ask again as soon as a command changed something.
  await page.evaluate(() => document.querySelector("iframe[title=Preview]")?.remove());
  await run(page, "ecto.create");
  expect(await (await show(page, "/")).textContent("body")).toBe('[{"one":1}]');
});
