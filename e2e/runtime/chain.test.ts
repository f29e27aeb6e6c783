// Bridge, service worker, cookie jar and watchdog, with a small worker in place of the engine.
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { boot, type Harness, show, startHarness } from "./support.ts";

let harness: Harness;
let page: Page;

beforeAll(async () => {
  const appWorker = fileURLToPath(new URL("fixtures/tiny_app_worker.ts", import.meta.url));
  harness = await startHarness({ port: 4100, appWorker });
}, 120_000);
afterAll(() => harness.close());

beforeEach(async () => {
  ({ page } = await harness.open());
  await boot(page, project);
});
afterEach(() => page.context().close());

const project = { name: "tiny", files: { "page.txt": "first" } };
const events = () => page.evaluate(() => window.events);

test("a page is shown under its own address, and the app is told", async () => {
  const frame = await show(page, "/hello?a=1");
  expect(await frame.textContent("h1")).toBe("first");
  expect(await frame.evaluate(() => location.pathname + location.search)).toBe("/hello?a=1");
  expect(await events()).toContainEqual({ type: "navigated", path: "/hello?a=1", title: "/hello" });
  expect(await events()).toContainEqual(
    expect.objectContaining({ type: "request", path: "/hello?a=1", status: 200 }),
  );
});

test("boot tells its progress in order", async () => {
  const fractions = (await events()).flatMap((event) => (event.type === "progress" ? [event.fraction] : []));
  expect(fractions.length).toBeGreaterThan(1);
  expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
  expect((await events()).at(-1)).toEqual({ type: "ready" });
});

test("links without a referrer, redirects and forms reach the application", async () => {
  const frame = await show(page, "/hello");
  await Promise.all([frame.waitForURL("**/echo?redirected"), frame.click("a")]);
  const redirected = JSON.parse((await frame.textContent("body"))!);
  expect(redirected).toMatchObject({ method: "GET", target: "/echo?redirected" });
  const again = await show(page, "/hello");
  await Promise.all([again.waitForURL("**/echo"), again.click("button")]);
  const posted = JSON.parse((await again.textContent("body"))!);
  expect(posted).toMatchObject({
    method: "POST",
    length: 3,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      host: "localhost:4101",
      origin: "http://localhost:4101",
    },
  });
});

test("cookies are kept, sent, hidden from scripts when HttpOnly, and may be written by scripts", async () => {
  const frame = await show(page, "/login");
  expect(await frame.evaluate(() => document.cookie)).toBe("theme=dark");
  await frame.evaluate(() => {
    // biome-ignore lint/suspicious/noDocumentCookie: what the page's own scripts do is the subject
    document.cookie = "colour=red; path=/";
  });
  expect(await frame.evaluate(() => document.cookie)).toBe("theme=dark; colour=red");
  const received = await frame.evaluate(async () => (await fetch("/echo")).json());
  expect(received.headers.cookie).toBe("session=s1; theme=dark; colour=red");
});

test("answers arrive in pieces, and large ones whole", async () => {
  const frame = await show(page, "/hello");
  const times = await frame.evaluate(async () => {
    const reader = (await fetch("/stream")).body!.getReader();
    const times: number[] = [];
    while (!(await reader.read()).done) times.push(performance.now());
    return times;
  });
  expect(times.length).toBe(5);
  expect(times[4]! - times[0]!).toBeGreaterThan(120);
  expect(await frame.evaluate(async () => (await (await fetch("/large")).arrayBuffer()).byteLength)).toBe(
    20_000_000,
  );
});

test("an edit loads the preview again", async () => {
  const frame = await show(page, "/hello");
  const result = await page.evaluate(() =>
    window.sandbox.writeFiles([{ path: "page.txt", contents: "second" }]),
  );
  expect(result).toEqual({});
  await expect.poll(() => frame.textContent("h1").catch(() => "")).toBe("second");
  expect(await events()).toContainEqual({ type: "reloaded" });
});

test("a change of styles alone does not load the page again", async () => {
  const frame = await show(page, "/hello");
  await frame.evaluate(() => {
    Object.assign(window, { mark: 1 });
    document.head.insertAdjacentHTML("beforeend", '<link rel="stylesheet" href="/app.css">');
  });
  await page.evaluate(() => window.sandbox.writeFiles([{ path: "app.css", contents: "h1{}" }]));
  await expect
    .poll(() => frame.evaluate(() => document.querySelector<HTMLLinkElement>("link")!.href))
    .toContain("fledge-reload");
  expect(await frame.evaluate(() => "mark" in window)).toBe(true);
});

test("a terminal asks and is answered", async () => {
  const text = await page.evaluate(async () => {
    let text = "";
    const code = await window.sandbox.run(["routes"], {
      columns: 80,
      write: (more) => {
        text += more;
      },
      question: async (prompt) => `${prompt} yes`,
    });
    return text + code;
  });
  expect(text).toBe("ran routes\nSure? yes0");
});

describe("when something goes wrong", () => {
  test("a request that loops is answered, the application starts again, files and cookies stay", async () => {
    await show(page, "/login");
    await page.evaluate(() => window.sandbox.writeFiles([{ path: "page.txt", contents: "edited" }]));
    const frame = await show(page, "/loop");
    expect(await frame.textContent("body")).toContain("page.txt was edited last");
    expect(await events()).toContainEqual({
      type: "restarted",
      reason: expect.objectContaining({ kind: "timeout", file: "page.txt" }),
    });
    const after = await show(page, "/hello");
    expect(await after.textContent("h1")).toBe("edited");
    const received = await after.evaluate(async () => (await fetch("/echo")).json());
    expect(received.headers.cookie).toContain("session=s1");
  });

  test("code that loops while it is loaded is not loaded again before an edit", async () => {
    const result = await page.evaluate(() =>
      window.sandbox.writeFiles([{ path: "page.txt", contents: "loop" }]),
    );
    expect(result.error?.message).toContain("page.txt was edited last");
    const frame = await show(page, "/hello");
    expect(await frame.textContent("body")).toContain("page.txt was edited last");
    await page.evaluate(() => window.sandbox.writeFiles([{ path: "page.txt", contents: "fine" }]));
    await expect.poll(() => frame.textContent("h1").catch(() => "")).toBe("fine");
  });

  test("a stray rejection is told", async () => {
    await show(page, "/reject");
    await expect.poll(events).toContainEqual(
      expect.objectContaining({
        type: "log",
        level: "error",
        text: expect.stringContaining("nobody waits for me"),
      }),
    );
  });

  test("a service worker that the browser ended finds its way back", async () => {
    const frame = await show(page, "/hello");
    const control = await harness.browser.newBrowserCDPSession();
    const { targetInfos } = await control.send("Target.getTargets");
    const workers = targetInfos.filter(({ type, url }) => type === "service_worker" && url.includes(":4101"));
    expect(workers).toHaveLength(1);
    for (const { targetId } of workers) await control.send("Target.closeTarget", { targetId });
    expect(await frame.evaluate(async () => (await fetch("/echo")).status)).toBe(200);
    expect(await (await show(page, "/hello")).textContent("h1")).toBe("first");
  });

  test("a page whose sandbox is gone says so", async () => {
    const url = await page.evaluate(() => window.sandbox.previewUrl("/hello"));
    await page.evaluate(() => window.sandbox.stop());
    const tab = await page.context().newPage();
    await tab.goto(url);
    await tab.waitForSelector("main:not([hidden])");
    expect(await tab.textContent("main")).toContain("Open the guide again");
    expect(await tab.getAttribute("a", "href")).toBe("http://localhost:4100");
  });

  test("a hard reload, which goes past the service worker, finds its way back", async () => {
    const tab = await page.context().newPage();
    await tab.goto(await page.evaluate(() => window.sandbox.previewUrl("/hello?hard")));
    expect(await tab.textContent("h1")).toBe("first");
    const statuses: number[] = [];
    tab.on("response", (response) => statuses.push(response.status()));
    const control = await page.context().newCDPSession(tab);
    await control.send("Page.reload", { ignoreCache: true });
    await expect.poll(() => tab.textContent("h1").catch(() => "")).toBe("first");
    await expect.poll(() => tab.evaluate(() => location.pathname + location.search)).toBe("/hello?hard");
    expect(statuses).toContain(503);
  });
});

test("two tabs each show their own project", async () => {
  const other = await page.context().newPage();
  await other.goto(`http://localhost:${harness.port}/`);
  await boot(other, project);
  await other.evaluate(() => window.sandbox.writeFiles([{ path: "page.txt", contents: "other" }]));
  const first = await show(page, "/hello");
  const second = await show(other, "/hello");
  expect(await first.textContent("h1")).toBe("first");
  expect(await second.textContent("h1")).toBe("other");
  for (const [frame, text] of [
    [first, "first"],
    [second, "other"],
  ] as const) {
    await Promise.all([frame.waitForURL("**/echo?redirected"), frame.click("a")]);
    await frame.evaluate(() => location.assign("/again"));
    await expect.poll(() => frame.textContent("h1").catch(() => "")).toBe(text);
    await frame.evaluate(() => location.reload());
    await expect.poll(() => frame.textContent("h1").catch(() => "")).toBe(text);
  }
});
