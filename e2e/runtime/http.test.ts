// What a browser sees of an application's HTTP: the same cases against the preview and against `fledge server` on Node.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Frame, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newProject } from "../../engine/src/generators/new_project.ts";
import { repository, writeProject } from "../content/support.ts";
import { launchBrowser } from "../support/browser.ts";
import { childEnvironment, freePort, stopGroup, waitUntilUp } from "../support/server.ts";
import { httpProject } from "./fixtures/http_project.ts";
import { boot, show, startHarness } from "./support.ts";

const files = {
  ...newProject({
    app: "hello",
    module: "Hello",
    database: "pglite",
    ecto: false,
    html: true,
    assets: true,
  }),
  ...httpProject,
};

/** A place that serves the project to a browser. */
interface Place {
  /** Opens a page of the application. */
  visit(path: string): Promise<Frame>;
  close(): Promise<void>;
}

async function preview(): Promise<Place> {
  const harness = await startHarness({ port: 4130 });
  const { page } = await harness.open();
  await boot(page, { name: "hello", files });
  return { visit: (path) => show(page, path), close: () => harness.close() };
}

async function node(): Promise<Place> {
  const root = mkdtempSync(join(tmpdir(), "fledge-http-"));
  writeProject(root, files);
  const port = await freePort();
  const bin = join(repository, "node_modules/fledge/dist/cli/bin.js");
  const child = spawn(process.execPath, [bin, "server"], {
    cwd: root,
    env: childEnvironment({ PORT: String(port) }),
    stdio: "ignore",
    detached: true,
  });
  const browser = await launchBrowser();
  let page: Page | undefined;
  await waitUntilUp(`http://localhost:${port}`, child, 60_000);
  return {
    async visit(path) {
      page ??= await browser.newPage();
      await page.goto(`http://localhost:${port}${path}`);
      return page.mainFrame();
    },
    async close() {
      await browser.close();
      await stopGroup(child);
      rmSync(root, { recursive: true, force: true });
    },
  };
}

describe.each([
  ["the preview", preview],
  ["fledge server on Node", node],
])("%s", (_, open) => {
  let place: Place;
  let frame: Frame;
  beforeAll(async () => {
    place = await open();
    frame = await place.visit("/");
  }, 120_000);
  afterAll(() => place?.close());

  test("a form with a file: upload, redirect, session and flash, and the bytes as they were", async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256);
    frame = await place.visit("/photos/new");
    await frame.fill("input[name=title]", "Grüße 🎉");
    await frame.setInputFiles("input[type=file]", {
      name: "cät 1.png",
      mimeType: "image/png",
      buffer: Buffer.from(bytes),
    });
    await frame.click("form button");
    await frame.waitForURL("**/photos/saved.png?*");
    expect(await frame.textContent("#flash")).toBe("Grüße 🎉: cät 1.png, image/png");
    const seen = await frame.evaluate(async () => {
      const served = await fetch("/uploads/saved.png");
      const temporary = await (await fetch("/temporary")).text();
      const bytes = [...new Uint8Array(await served.arrayBuffer())];
      return { type: served.headers.get("content-type"), bytes, temporary };
    });
    expect(seen.type).toBe("image/png");
    expect(Buffer.from(seen.bytes).equals(Buffer.from(bytes))).toBe(true);
    // The temporary file went with its request.
    expect(seen.temporary).toBe("gone");
    // A flash is shown once.
    frame = await place.visit("/photos/saved.png");
    expect(await frame.textContent("#flash")).toBe("");
  });

  test("a form without its file, and one without its token", async () => {
    frame = await place.visit("/photos/new");
    const statuses = await frame.evaluate(async () => {
      const form = document.querySelector("form")!;
      const send = async (body: FormData) => {
        const response = await fetch("/photos", { method: "POST", body });
        return [response.status, response.status < 400 ? await response.text() : ""];
      };
      const empty = new FormData(form);
      const stolen = new FormData(form);
      stolen.delete("_csrf_token");
      return [await send(empty), await send(stolen)];
    });
    expect(statuses).toEqual([
      [200, "no file"],
      [403, ""],
    ]);
  });

  test("a body beyond the limit, and one that is not what it says", async () => {
    const statuses = await frame.evaluate(async () => {
      const send = async (type: string, body: BodyInit) =>
        (await fetch("/api/echo", { method: "POST", body, headers: { "content-type": type } })).status;
      const large = new FormData();
      large.set("file", new Blob([new Uint8Array(300_000)]), "large.bin");
      const upload = await fetch("/api/echo", { method: "POST", body: large });
      return [
        upload.status,
        await send("application/json", JSON.stringify("x".repeat(300_000))),
        await send("application/json", "{"),
        await send("application/x-www-form-urlencoded", "a=%"),
        await send("application/json", "{}"),
      ];
    });
    expect(statuses).toEqual([413, 413, 400, 400, 200]);
  });

  test("methods, queries and bodies arrive as they were sent", async () => {
    const seen = await frame.evaluate(async () => {
      const send = async (method: string, path: string, body?: BodyInit, type?: string) =>
        (await fetch(path, { method, body, headers: type ? { "content-type": type } : {} })).json();
      return {
        query: await send("GET", "/api/echo?name=%C3%9Cnal&list[]=1&list[]=2&map[a][b]=c"),
        json: await send("PUT", "/api/echo?a=1", '{"b":[true,null,"Ü"]}', "application/json"),
        form: await send("PATCH", "/api/echo", new URLSearchParams({ "a[b]": "1 + 1" })),
        override: await send("POST", "/api/echo", new URLSearchParams({ _method: "delete" })),
        path: await send("GET", "/api/echo/a%2Fb%20%E2%82%AC"),
      };
    });
    expect(seen).toEqual({
      query: { method: "GET", params: { name: "Ünal", list: ["1", "2"], map: { a: { b: "c" } } } },
      json: { method: "PUT", params: { a: "1", b: [true, null, "Ü"] } },
      form: { method: "PATCH", params: { a: { b: "1 + 1" } } },
      override: { method: "DELETE", params: { _method: "delete" } },
      path: { method: "GET", params: { rest: ["a/b €"] } },
    });
  });

  test("cookies: hidden ones stay hidden, both are sent back, and one that is removed is gone", async () => {
    const seen = await frame.evaluate(async () => {
      const sent = async () => (await fetch("/api/cookies")).json();
      await fetch("/api/cookies/set");
      const visible = document.cookie;
      // biome-ignore lint/suspicious/noDocumentCookie: that a script's cookie reaches the application is what is tested.
      document.cookie = "script=yes; path=/";
      const all = await sent();
      await fetch("/api/cookies/delete");
      return { visible, all, after: await sent() };
    });
    expect(seen.visible).toContain("seen=a b");
    expect(seen.visible).not.toContain("hidden");
    expect(seen.all).toMatchObject({ seen: "a b", hidden: "h", script: "yes" });
    expect(seen.after).toMatchObject({ seen: "a b", script: "yes" });
    expect(seen.after).not.toHaveProperty("hidden");
  });

  test("redirects are followed, as GET after a POST", async () => {
    const seen = await frame.evaluate(async () => {
      const response = await fetch("/api/away", { method: "POST", body: new URLSearchParams({ a: "1" }) });
      return [response.redirected, new URL(response.url).pathname, (await response.json()).method];
    });
    expect(seen).toEqual([true, "/api/echo", "GET"]);
  });

  test("a response in pieces arrives piece by piece", async () => {
    const pieces = await frame.evaluate(async () => {
      const response = await fetch("/api/stream");
      const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
      const first = (await reader.read()).value;
      // The application sends the second only after it was asked to.
      await fetch("/api/stream/go");
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return [response.headers.get("content-length"), first, rest];
        rest += value;
      }
    });
    expect(pieces).toEqual([null, "one ", "two drei"]);
  });

  test("a response that nobody waits for any longer is ended", async () => {
    const ended = await frame.evaluate(async () => {
      const controller = new AbortController();
      const response = await fetch("/api/endless", { signal: controller.signal });
      await response.body!.getReader().read();
      controller.abort();
      for (let tries = 0; tries < 100; tries++) {
        if ((await (await fetch("/api/endless/state")).text()) === "ended") return true;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return false;
    });
    expect(ended).toBe(true);
  });

  test("HEAD, 204, ranges, etags and an unknown path", async () => {
    const seen = await frame.evaluate(async () => {
      const ask = async (path: string, init?: RequestInit) => {
        const response = await fetch(path, { cache: "no-store", ...init });
        return { status: response.status, text: await response.text(), headers: response.headers };
      };
      const head = await ask("/robots.txt", { method: "HEAD" });
      const whole = await ask("/robots.txt");
      const etag = whole.headers.get("etag")!;
      const part = await ask("/robots.txt", { headers: { range: "bytes=2-5" } });
      const empty = await ask("/api/empty");
      return {
        head: [head.status, head.text],
        part: [part.status, part.text === whole.text.slice(2, 6), part.headers.get("content-range")],
        unchanged: (await ask("/robots.txt", { headers: { "if-none-match": etag } })).status,
        empty: [empty.status, empty.text],
        unknown: (await ask("/nowhere")).status,
        size: whole.text.length,
      };
    });
    expect(seen).toEqual({
      head: [200, ""],
      part: [206, true, `bytes 2-5/${seen.size}`],
      unchanged: 304,
      empty: [204, ""],
      unknown: 404,
      size: expect.any(Number),
    });
  });
});
