import { afterEach, describe, expect, test, vi } from "vitest";
import { TestAdapter } from "../http/test_adapter.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { evaluate } from "../platform/node/evaluate.ts";
import { importPackage } from "../platform/node/packages.ts";
import type { Platform } from "../platform/platform.ts";
import { type OpenProjectOptions, openProject, type Project } from "./project.ts";

const FILES = {
  "/hello/package.json": '{ "name": "@me/site", "fledge": { "app": "hello" } }',
  "/hello/config/config.ts": "export default { endpoint: { greeting: 'Hello' }, own: 1 };",
  "/hello/config/dev.ts": "export default { own: 2 };",
  "/hello/config/prod.ts": "export default { own: 3 };",
  "/hello/config/runtime.ts": "export default ({ env, vars }) => ({ env, name: vars.NAME });",
  "/hello/lib/hello/application.ts": `
    import { application } from "fledge/application";
    import { Endpoint } from "../hello_web/endpoint.ts";
    export const Application = application({ name: "hello", children: [Endpoint] });`,
  "/hello/lib/hello_web/endpoint.ts": `
    import { greeting } from "./greeting.ts";
    export const log: string[] = (globalThis as any).log ??= [];
    export const Endpoint = {
      id: "endpoint",
      start({ config }: any) {
        log.push("start " + greeting);
        return {
          stop: () => { log.push("stop " + greeting); },
          handler: async (request: any) => {
            if (request.target === "/slow") await new Promise((done) => setTimeout(done, 30));
            request.sendResp(200, [], \`\${config.endpoint.greeting}, \${greeting}\`);
          },
        };
      },
    };`,
  "/hello/lib/hello_web/greeting.ts": "export const greeting: string = 'one';",
};

const opened: Project[] = [];
const log: string[] = [];
// The project's modules run in this process and write to the same list.
Object.assign(globalThis, { log });
afterEach(async () => {
  await Promise.all(opened.splice(0).map((project) => project.stop()));
  log.length = 0;
});

async function open(
  files: Record<string, string | undefined> = {},
  options: Partial<OpenProjectOptions> = {},
) {
  const all = Object.entries({ ...FILES, ...files }).filter(([, text]) => text !== undefined);
  const fs = new MemoryFileSystem(Object.fromEntries(all) as Record<string, string>);
  const platform: Platform = {
    name: "worker",
    fs,
    vars: { NAME: "x" },
    evaluate,
    importPackage,
    databases: {},
  };
  const project = await openProject({ platform, root: "/hello", ...options });
  opened.push(project);
  return { fs, project };
}

async function get(project: Project, target = "/", accept = "text/html") {
  const request = new TestAdapter({ target, headers: [["accept", accept]] });
  await project.handler(request);
  return { status: request.status, text: request.text };
}

describe("opening", () => {
  test("finds the application's name and merges its configuration", async () => {
    const { project } = await open();
    expect(project.app).toBe("hello");
    expect(project.config).toEqual({ endpoint: { greeting: "Hello" }, own: 2, env: "dev", name: "x" });
  });

  test("takes environment, variables and configuration from its options", async () => {
    const { project } = await open(
      {},
      { env: "prod", vars: { NAME: "y" }, config: { endpoint: { server: false } } },
    );
    expect(project.config).toEqual({
      endpoint: { greeting: "Hello", server: false },
      own: 3,
      env: "prod",
      name: "y",
    });
  });

  test("has its configuration loaded by another, where it is told so", async () => {
    const asked: string[] = [];
    const load = async (path: string) => {
      asked.push(path);
      return { default: path === "config/runtime.ts" ? () => ({ own: 9 }) : { [path]: true } };
    };
    const { project } = await open({}, { load });
    expect(asked).toEqual(["config/config.ts", "config/dev.ts", "config/runtime.ts"]);
    expect(project.config).toEqual({ "config/config.ts": true, "config/dev.ts": true, own: 9 });
  });

  test("a project needs no configuration", async () => {
    const none = Object.fromEntries(
      Object.keys(FILES).map((path) => [
        path,
        path.includes("/config/") ? undefined : FILES[path as keyof typeof FILES],
      ]),
    );
    const { project } = await open(none);
    expect(project.config).toEqual({});
  });

  test.each([
    [{ "/hello/package.json": undefined }, /has no package\.json.*fledge new/],
    [{ "/hello/package.json": "{" }, /package\.json is not JSON/],
    [{ "/hello/package.json": '{ "name": "@a/b" }' }, /names no application; add "fledge"/],
    [
      { "/hello/config/dev.ts": "export const config = {};" },
      /config\/dev\.ts must export its configuration as default/,
    ],
    [{ "/hello/config/runtime.ts": "export default {};" }, /config\/runtime\.ts must export a function/],
    [
      { "/hello/config/runtime.ts": "export default () => 1;" },
      /config\/runtime\.ts returns must be an object/,
    ],
    [
      { "/hello/config/runtime.ts": "export default () => { throw new Error('DATABASE_URL is missing') };" },
      /DATABASE_URL is missing/,
    ],
    [{ "/hello/config/config.ts": "export default {" }, /config\/config\.ts:1/],
  ])("is refused with the reason: %j", async (files, message) => {
    await expect(open(files)).rejects.toThrow(message);
  });
});

describe("serving", () => {
  test("hands requests to the endpoint once started, and says so before", async () => {
    const { project } = await open();
    expect(await get(project)).toMatchObject({
      status: 500,
      text: expect.stringContaining("is not started"),
    });
    await project.start();
    expect(await get(project)).toEqual({ status: 200, text: "Hello, one" });
    await project.stop();
    expect(log).toEqual(["start one", "stop one"]);
    expect(project.running).toBe(false);
  });

  test("says what is missing in an application without endpoint", async () => {
    const { project } = await open({
      "/hello/lib/hello/application.ts":
        'import { application } from "fledge/application"; export const Application = application({ name: "hello", children: [] });',
    });
    await project.start();
    expect((await get(project)).text).toContain("has no endpoint among its children");
  });

  test.each([
    [{ "/hello/lib/hello/application.ts": undefined }, /lib\/hello\/application\.ts is not there/],
    [{ "/hello/lib/hello/application.ts": "export const App = 1;" }, /must export an application/],
    [
      {
        "/hello/lib/hello_web/endpoint.ts":
          "export const Endpoint = { id: 'endpoint', start() { throw new Error('port taken') } };",
      },
      /"endpoint" failed to start: port taken/,
    ],
  ])("start() tells what is wrong: %j", async (files, message) => {
    const { project } = await open(files);
    await expect(project.start()).rejects.toThrow(message);
    expect((await get(project)).text).toMatch(/does not start/);
  });

  test("production tells a client nothing", async () => {
    const { project } = await open({}, { env: "prod" });
    expect(await get(project)).toEqual({ status: 500, text: "Internal Server Error" });
  });
});

describe("reloading", () => {
  test("puts the new version into service and stops the one before", async () => {
    const { fs, project } = await open();
    await project.start();
    fs.write("/hello/lib/hello_web/greeting.ts", "export const greeting = 'two';");
    expect(await project.changed(["lib/hello_web/greeting.ts"])).toEqual({ reloaded: true, written: [] });
    expect((await get(project)).text).toBe("Hello, two");
    await vi.waitFor(() => expect(log).toEqual(["start one", "start two", "stop one"]));
  });

  test("leaves everything as it is when no module changed", async () => {
    const { fs, project } = await open();
    await project.start();
    fs.write("/hello/assets/css/app.css", "a {}");
    expect(await project.changed(["/hello/assets/css/app.css"])).toEqual({ reloaded: false, written: [] });
    expect(log).toEqual(["start one"]);
  });

  test("a compile error keeps the version before and shows a page until it is put right", async () => {
    const { fs, project } = await open();
    await project.start();
    fs.write("/hello/lib/hello_web/greeting.ts", "export const greeting = <b>;\n");
    const { error } = await project.changed(["lib/hello_web/greeting.ts"]);
    expect(error).toMatchObject({ name: "CompileError", file: "lib/hello_web/greeting.ts" });
    expect(project.running).toBe(true);
    const page = await get(project);
    expect(page.status).toBe(500);
    expect(page.text).toContain("lib/hello_web/greeting.ts:1");
    expect(page.text).toContain("&lt;b&gt;;");
    expect((await get(project, "/", "*/*")).text).toMatch(
      /^The application does not compile\n\nlib\/hello_web/,
    );

    fs.write("/hello/lib/hello_web/greeting.ts", "export const greeting = 'two';");
    expect(await project.changed(["lib/hello_web/greeting.ts"])).toMatchObject({ reloaded: true });
    expect((await get(project)).text).toBe("Hello, two");
    expect(project.error).toBeUndefined();
  });

  test("outside development the version before goes on serving", async () => {
    const { fs, project } = await open({}, { env: "prod" });
    await project.start();
    fs.write("/hello/lib/hello_web/greeting.ts", "export const greeting = ;");
    expect((await project.changed(["lib/hello_web/greeting.ts"])).error).toBeDefined();
    expect((await get(project)).text).toBe("Hello, one");
  });

  test("a project that did not start is started by the change that mends it", async () => {
    const { fs, project } = await open({ "/hello/lib/hello_web/greeting.ts": undefined });
    await expect(project.start()).rejects.toThrow(/no such file/);
    fs.write("/hello/lib/hello_web/greeting.ts", "export const greeting = 'late';");
    expect(await project.changed(["lib/hello_web/greeting.ts"])).toMatchObject({ reloaded: true });
    expect((await get(project)).text).toBe("Hello, late");
  });

  test("takes up configuration, also of a file that is new", async () => {
    const { fs, project } = await open({ "/hello/config/dev.ts": undefined });
    await project.start();
    fs.write("/hello/config/dev.ts", "export default { endpoint: { greeting: 'Bonjour' } };");
    expect(await project.changed(["config/dev.ts"])).toMatchObject({ reloaded: true });
    expect((await get(project)).text).toBe("Bonjour, one");
  });

  test("the version before is stopped only after its requests are answered", async () => {
    const { fs, project } = await open();
    await project.start();
    const slow = get(project, "/slow");
    fs.write("/hello/lib/hello_web/greeting.ts", "export const greeting = 'two';");
    await project.changed(["lib/hello_web/greeting.ts"]);
    expect((await get(project)).text).toBe("Hello, two");
    expect(log).toEqual(["start one", "start two"]);
    expect((await slow).text).toBe("Hello, one");
    await vi.waitFor(() => expect(log.at(-1)).toBe("stop one"));
  });

  test("changes are taken up one after the other", async () => {
    const { fs, project } = await open();
    await project.start();
    const results = await Promise.all(
      ["two", "three"].map((name) => {
        fs.write("/hello/lib/hello_web/greeting.ts", `export const greeting = '${name}';`);
        return project.changed(["lib/hello_web/greeting.ts"]);
      }),
    );
    expect(results.every((result) => result.error === undefined)).toBe(true);
    expect((await get(project)).text).toBe("Hello, three");
  });
});

describe("the declaration of the routes", () => {
  const router = (path: string) =>
    `import { Router } from "fledge/router"; export const router = new Router(); router.get("${path}", (conn: any) => conn);`;

  test("is written from the router when it starts and when it changes, and only then", async () => {
    const { fs, project } = await open({ "/hello/lib/hello_web/router.ts": router("/a") });
    const path = "lib/hello_web/routes.d.ts";
    expect(await project.start()).toEqual({ reloaded: true, written: [path] });
    expect(fs.readText(`/hello/${path}`)).toContain('"/a": NoParams;');
    expect((await project.changed([path])).reloaded).toBe(false);

    fs.write("/hello/lib/hello_web/router.ts", `${router("/a")}\n// the same routes`);
    expect((await project.changed(["lib/hello_web/router.ts"])).written).toEqual([]);
    fs.write("/hello/lib/hello_web/router.ts", router("/b/:id"));
    expect((await project.changed(["lib/hello_web/router.ts"])).written).toEqual([path]);
    expect(fs.readText(`/hello/${path}`)).toContain('"/b/:id": { id: Param };');
    expect((await project.routes()).map((route) => route.path)).toEqual(["/b/:id"]);
  });

  test("production writes nothing", async () => {
    const files = { "/hello/lib/hello_web/router.ts": router("/a") };
    const { project } = await open(files, { env: "prod" });
    expect(await project.start()).toEqual({ reloaded: true, written: [] });
  });

  test("a router that is not exported is missed", async () => {
    const { project } = await open({ "/hello/lib/hello_web/router.ts": "export const routes = [];" });
    await expect(project.start()).rejects.toThrow(/must export its router/);
  });
});

test("an application that crashes too often is reported and shown", async () => {
  const onError = vi.fn();
  const { project } = await open(
    {
      "/hello/lib/hello_web/endpoint.ts":
        "export const Endpoint = { id: 'endpoint', start: () => ({ stop() {}, exit: Promise.reject(new Error('boom')) }) };",
    },
    { onError },
  );
  await project.start();
  await vi.waitFor(() => expect(onError).toHaveBeenCalledOnce());
  expect((await get(project)).text).toContain("ended more than 3 times");
  expect((await get(project)).text).toContain("caused by boom");
});
