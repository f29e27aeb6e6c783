// What a learner gets wrong, in the page of a guide: each mistake is told with its place, and mending it is enough to go on.
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchBrowser, openPage } from "../support/browser.ts";
import { type SiteServer, startServer } from "../support/server.ts";
import {
  commandLine,
  focusEditor,
  openFile,
  openGuide,
  preview,
  started,
  type,
  visit,
  write,
} from "./support.ts";

const controller = "lib/hello_web/controllers/page_controller.ts";
const welcome = "Hello has hatched.";
const good = source(`return conn.render("home", { layout: false });`);

/** The controller of the welcome page with another action; its body stands on line 8 when `top` is empty. */
function source(body: string, { top = "", head = "home(conn) {" } = {}): string {
  return `${top}import { controller } from "fledge/controller";
import * as PageHTML from "./page_html.tsx";

export const PageController = controller(
  { html: PageHTML },
  {
    ${head}
      ${body}
    },
  },
);
`;
}

let server: SiteServer;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});
beforeEach(async () => {
  ({ page, context } = await openPage(browser));
  await openGuide(page, `${server.url}/guides/request-life-cycle?step=1&file=${controller}&path=/`);
  await preview(page).getByText(welcome).waitFor();
});
afterEach(() => context.close());

const strip = () => page.locator(".error-strip");
const inPreview = (text: string | RegExp) => preview(page).getByText(text).first().waitFor();
const underlined = () => page.locator(".squiggly-error").first().waitFor({ timeout: 30_000 });

/** Puts the file right and waits until nothing is wrong any more. */
async function mend(): Promise<void> {
  await write(page, good);
  await inPreview(welcome);
  await expect.poll(() => strip().textContent()).toBe("");
}

describe("code that cannot be loaded is told with its line above the preview's error page", () => {
  test.each([
    ["a syntax error", `const broken = = 1;\n${good}`, 1, /Unexpected token/],
    ["a file that ends too early", good.slice(0, -20), 8, /expected/],
    [
      "a missing module",
      source("return conn.text(x);", { top: 'import { x } from "./nowhere.ts";\n' }),
      1,
      /no such file/,
    ],
    [
      "a missing package",
      source("return conn.text(_.VERSION);", { top: 'import _ from "lodash";\n' }),
      1,
      /no such package/,
    ],
    [
      "a built-in module of Node",
      source('return conn.text(String(readFileSync("/a")));', {
        top: 'import { readFileSync } from "node:fs";\n',
      }),
      1,
      /only Node has/,
    ],
    ["an error at the top of a module", `throw new Error("At the top");\n${good}`, 1, /At the top/],
  ])("%s", async (_name, text, line, message) => {
    await write(page, text);
    const place = `${controller}:${line}`;
    await strip().getByRole("button", { name: place }).waitFor();
    expect(await strip().textContent()).toMatch(message);
    await inPreview(place);
    await inPreview(message);
    await mend();
  });
});

test("a type error is underlined, and the page works all the same", async () => {
  await write(page, source('const n: number = "text";\n      return conn.html("typed " + n);'));
  await inPreview("typed text");
  await underlined();
  await page.getByRole("region", { name: "Editor" }).getByText("1 problem here").waitFor();
  await mend();
});

describe("code that fails while it answers shows its line in the preview", () => {
  test.each([
    ["a thrown error", source('throw new Error("Boom from home");'), "Boom from home"],
    [
      "a rejected promise",
      source('await Promise.reject(new Error("No answer"));\n      return conn;', {
        head: "async home(conn) {",
      }),
      "No answer",
    ],
    ["a name that is not there", source("return conn.text(notThere.name);"), "notThere is not defined"],
    ["a template that the view has not", source('return conn.render("homme");'), "Export a function homme"],
  ])("%s", async (_name, text, message) => {
    await write(page, text);
    await inPreview(message);
    await inPreview(`${controller}:8`);
    await mend();
  });
});

test("a promise that nobody waits for is told with its line", async () => {
  await write(
    page,
    source('void Promise.reject(new Error("Nobody waits"));\n      return conn.html("sent");'),
  );
  await inPreview("sent");
  await strip()
    .getByRole("button", { name: `${controller}:8` })
    .waitFor();
  expect(await strip().textContent()).toContain("Nobody waits");
  await mend();
});

describe("an endless loop is ended, its file named, and nothing is lost", () => {
  test.each([
    ["in an action", source("while (true) {}")],
    ["at the top of a module", `while (true) {}\n${good}`],
  ])("%s", async (_name, text) => {
    await write(page, text);
    await strip().getByText("did not answer for 4 seconds").waitFor({ timeout: 20_000 });
    await strip().getByRole("button", { name: controller }).waitFor();
    await inPreview("did not answer for 4 seconds");
    expect(await page.getByRole("tab", { name: "page_controller.ts", selected: true }).count()).toBe(1);
    await mend();
  });
});

test("an action that the controller has not is underlined in the router and named when it starts", async () => {
  await write(page, source("return conn;", { head: "welcome(conn) {" }));
  await inPreview('has no action "home"');
  expect(await strip().textContent()).toMatch(/router\.ts:\d+.*no action "home".*use one of: welcome/);
  await strip().getByRole("button").first().click();
  await page.getByRole("tab", { name: "router.ts", selected: true }).waitFor();
  await underlined();
  await openFile(page, controller);
  await mend();
});

test("a path that no route has is underlined, and its page lists the routes that there are", async () => {
  const body = 'return conn.redirect({ to: path("/nowhere") });';
  await write(page, source(body, { top: 'import { path } from "../../hello_web.ts";\n' }));
  await inPreview("no route found for GET /nowhere");
  await inPreview("HelloWeb.PageController");
  await underlined();
  await write(page, good);
  await visit(page, "/");
  await inPreview(welcome);
});

test("a mistake and the edit that mends it are kept when the page is loaded again", async () => {
  await write(page, `const broken = = 1;\n${good}`);
  await strip()
    .getByRole("button", { name: `${controller}:1` })
    .waitFor();
  await page.waitForTimeout(600);
  await page.reload();
  await started(page);
  await strip()
    .getByRole("button", { name: `${controller}:1` })
    .waitFor();
  await inPreview(`${controller}:1`);
  await write(page, `// mine\n${good}`);
  await inPreview(welcome);
  await page.waitForTimeout(600);
  await page.reload();
  await started(page);
  await page.getByText("// mine").first().waitFor();
  await inPreview(welcome);
});

test("the editor's workers come up when the app is kept for visits without a network", async () => {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, {
    timeout: 45_000,
  });
  const failures: string[] = [];
  page.on("pageerror", (error) => failures.push(String(error)));
  await page.reload();
  await started(page);
  await write(page, source('const n: number = "text";\n      return conn.html("typed " + n);'));
  await underlined();
  expect(failures).toEqual([]);
});

describe("the database", () => {
  const users = "lib/hello_web/controllers/user_controller.ts";

  beforeEach(async () => {
    await openGuide(page, `${server.url}/guides/ecto?step=7&path=/`);
    await page.getByRole("button", { name: "Solve" }).click();
    await started(page);
    await visit(page, "/users/new");
    const form = preview(page);
    await form.getByLabel("Name").fill("Frank");
    await form.getByLabel("Email").fill("frank@example.com");
    await form.getByLabel("Biography").fill("Writes code");
    await form.getByRole("button", { name: "Save" }).click();
    await inPreview("Frank was added.");
  });

  test("rows survive an edit, a restart and a mistake, and Reset puts them back", async () => {
    const row = () => preview(page).getByRole("cell", { name: "frank@example.com" });
    await visit(page, "/users");
    await row().waitFor();
    await openFile(page, users);
    await focusEditor(page);
    await type(page, "while (true) {}\n");
    await strip().getByText("did not answer for 4 seconds").waitFor({ timeout: 20_000 });
    await strip().getByRole("button", { name: users }).waitFor();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("Control+Shift+K");
    await row().waitFor();
    await expect.poll(() => strip().textContent()).toBe("");

    await page.getByRole("button", { name: "Reset" }).click();
    await started(page);
    await visit(page, "/users");
    await preview(page).getByRole("heading", { name: "Users" }).waitFor();
    expect(await row().count()).toBe(0);
  });

  test("a statement that fails shows what to do, the statement, and who asked for it", async () => {
    await visit(page, "/users");
    await commandLine(page, "fledge ecto.rollback");
    await page.getByRole("region", { name: "Terminal" }).getByText("drop table users").waitFor();
    await inPreview(/ecto\.migrate/);
    await visit(page, "/");
    await inPreview(/ecto\.migrate|hatched/);
    await openFile(page, users);
    await commandLine(page, "fledge ecto.migrate");
    await visit(page, "/users");
    await preview(page).getByRole("heading", { name: "Users" }).waitFor();

    await openFile(page, "lib/hello/users.ts");
    await write(
      page,
      'import { Repo } from "./repo.ts";\n\nexport async function listUsers() {\n  await Repo.query("select * from nowhere");\n  return [];\n}\nexport const emailsAt = listUsers;\nexport const createUser = listUsers;\n',
    );
    await inPreview('relation "nowhere" does not exist');
    await inPreview("lib/hello/users.ts:4");
  });
});
