import { afterEach, expect, test, vi } from "vitest";
import { CommandError } from "../../cli/command.ts";
import type { ServerAdapter, ServerOptions } from "../../endpoint/server_adapter.ts";
import type { Handler } from "../../http/adapter.ts";
import { TestAdapter } from "../../http/test_adapter.ts";
import { Logger } from "../../logger/index.ts";
import { MemoryFileSystem } from "../memory_file_system.ts";
import { MemoryTerminal } from "../memory_terminal.ts";
import type { Platform } from "../platform.ts";
import { nodePlatform } from "./platform.ts";
import { serve } from "./serve.ts";

const FILES = {
  "/hello/package.json": '{ "name": "hello", "fledge": { "app": "hello" } }',
  "/hello/lib/hello/application.ts": `
    import { application } from "fledge/application";
    import { Endpoint } from "../hello_web/endpoint.ts";
    export const Application = application({ name: "hello", children: [Endpoint] });`,
  "/hello/lib/hello_web/endpoint.ts": `
    import { endpoint } from "fledge/endpoint";
    import { Router } from "fledge/router";
    const router = new Router();
    router.get("/", (conn) => conn.text("Hello"));
    router.get("/router/oops", () => { throw new Error("oops"); });
    const oops = (conn) => { if (conn.requestPath === "/oops") throw new Error("oops"); return conn; };
    export const Endpoint = endpoint({ otpApp: "hello" }).plug(oops).plug(router);`,
};

const given = globalThis as { testEndpointConfig?: object };
const loggerBefore = Logger.configure({});
let stop = async (): Promise<number> => 0;
afterEach(async () => {
  await stop();
  Logger.configure(loggerBefore);
  delete given.testEndpointConfig;
});

/** Serves a small application with this key `endpoint` of its config. */
function start(endpoint: object, runtime = "{}") {
  given.testEndpointConfig = endpoint;
  const fs = new MemoryFileSystem({
    ...FILES,
    "/hello/config/config.ts":
      "export default { endpoint: globalThis.testEndpointConfig, logger: { level: false } };",
    "/hello/config/runtime.ts": `export default () => ({ endpoint: ${runtime} });`,
  });
  const started: string[] = [];
  const startWatchers: Platform["startWatchers"] = (watchers) => {
    started.push(...Object.keys(watchers));
    return () => void started.push("stopped");
  };
  const platform: Platform = { ...nodePlatform({ vars: {} }), fs, startWatchers };
  const terminal = new MemoryTerminal();
  let end = (): void => {};
  const until = new Promise<void>((resolve) => {
    end = resolve;
  });
  const served = serve({ platform, fs, root: "/hello", vars: { FLEDGE_ENV: "dev" }, terminal }, { until });
  stop = () => {
    end();
    return served.catch(() => 1);
  };
  return { terminal, served, started, end };
}

/** A server without a network, which notes what it is asked. */
function fakeServer() {
  const asked: ServerOptions[] = [];
  const handlers: Handler[] = [];
  const stopped: number[] = [];
  const adapter: ServerAdapter = {
    name: "Fake 1.0",
    async start(handler, options) {
      asked.push(options);
      handlers.push(handler);
      return {
        scheme: "http",
        host: options.host,
        port: 4321,
        stop: async () => void stopped.push(options.port),
      };
    },
  };
  return { adapter, asked, handlers, stopped };
}

test.each<[object, string, boolean]>([
  [{}, "[info] Access HelloWeb.Endpoint at http://localhost:PORT\n", true],
  [{ logAccessUrl: true }, "[info] Access HelloWeb.Endpoint at http://localhost:PORT\n", true],
  [{ logAccessUrl: false }, "[info] Access", false],
  [
    { url: { host: "example.com", port: 443, scheme: "https" } },
    "Access HelloWeb.Endpoint at https://example.com\n",
    true,
  ],
])("with %j the log says %j: %s", async (config, line, expected) => {
  const { terminal } = start({ http: { port: 0 }, ...config });
  await vi.waitFor(() =>
    expect(terminal.output).toMatch(/Running HelloWeb\.Endpoint with Node v[\d.]+ at 127\.0\.0\.1:\d+/),
  );
  const port = /127\.0\.0\.1:(\d+)/.exec(terminal.output)![1]!;
  expect(terminal.output.replaceAll(port, "PORT").includes(line)).toBe(expected);
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("Hello");
});

// Cases after Phoenix's integration/endpoint_test (MIT).
test.each<[object, string, number, RegExp]>([
  [{}, "/", 200, /^Hello$/],
  [{}, "/unknown", 404, /^404\.html of a view$/],
  [{}, "/oops", 500, /^500\.html of a view$/],
  [{}, "/router/oops", 500, /^500\.html of a view$/],
  [{ debugErrors: true }, "/", 200, /^Hello$/],
  [{ debugErrors: true }, "/unknown", 404, /^# NoRouteError at GET \/unknown\n/],
  [{ debugErrors: true }, "/oops", 500, /^# Error at GET \/oops\n/],
  [{ debugErrors: true }, "/router/oops", 500, /^# Error at GET \/router\/oops\n/],
])("with %j a client gets for %s %i: %s", async (config, path, status, body) => {
  const renderErrors = { formats: { html: { render: (template: string) => `${template} of a view` } } };
  const { terminal, served, end } = start({ http: { port: 0 }, renderErrors, ...config });
  await vi.waitFor(() => expect(terminal.output).toContain("Access"));
  const address = `http://127.0.0.1:${/127\.0\.0\.1:(\d+)/.exec(terminal.output)![1]}${path}`;
  const response = await fetch(address);
  expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(body)]);
  end();
  await served;
  await expect(fetch(address)).rejects.toThrow();
});

test("an adapter of the config serves in place of Node's", async () => {
  const { adapter, asked, handlers, stopped } = fakeServer();
  const { terminal, served, end } = start({ adapter, http: { ip: "0.0.0.0", port: "4000" } });
  await vi.waitFor(() => expect(terminal.output).toContain("with Fake 1.0 at 0.0.0.0:4321 (http)"));
  expect(terminal.output).toContain("Access HelloWeb.Endpoint at http://localhost:4321\n");
  expect(asked).toEqual([{ host: "0.0.0.0", port: 4000 }]);
  const request = new TestAdapter();
  await handlers[0]!(request);
  expect(request.text).toBe("Hello");
  end();
  expect([await served, stopped]).toEqual([0, [4000]]);
});

test.each([
  [{}, undefined],
  [{ drainer: {} }, undefined],
  [{ drainer: { shutdown: 250 } }, 250],
  [{ drainer: false }, 0],
])("%j waits for requests in flight for %s", async (config, expected) => {
  const { adapter, asked } = fakeServer();
  const { terminal } = start({ adapter, ...config });
  await vi.waitFor(() => expect(terminal.output).toContain("Fake"));
  expect(asked[0]!.drainTimeout).toBe(expected);
});

test("with server: false the application runs, and nothing listens", async () => {
  const { adapter, asked } = fakeServer();
  const { terminal, served, end } = start({ adapter, server: false });
  await vi.waitFor(() => expect(terminal.output).toContain("endpoint.server is false in config/"));
  expect([asked, terminal.output.includes("Access")]).toEqual([[], false]);
  end();
  expect(await served).toBe(0);
});

const watcher = { css: "the watcher css has failed" };

test.each<[object, boolean, string[]]>([
  [{}, true, []],
  [{ server: false }, false, []],
  // The endpoint does it, with what the platform has.
  [{ forceWatchers: true }, false, ["css"]],
  [{ forceWatchers: true, server: false }, false, ["css"]],
])("watchers run with %j: by the server %s, by the endpoint %j", async (config, byServer, byEndpoint) => {
  const { adapter } = fakeServer();
  let runs = 0;
  const css = () => {
    runs++;
    throw new Error("expected");
  };
  const { terminal, started } = start({ adapter, watchers: { css }, ...config });
  await vi.waitFor(() => expect(terminal.output).toContain("[info]"));
  if (byServer) await vi.waitFor(() => expect(terminal.errors).toContain(watcher.css));
  expect([runs, started]).toEqual([byServer ? 1 : 0, byEndpoint]);
});

// What Phoenix reads when it compiles is read at the start here, so that runtime.ts may decide it too.
test("runtime.ts decides of codeReloader, debugErrors and forceSsl as of the rest", async () => {
  const { adapter, handlers } = fakeServer();
  const { terminal } = start(
    { adapter, forceSsl: false },
    '{ forceSsl: { host: "secure.example" }, url: { host: "a.example" } }',
  );
  await vi.waitFor(() => expect(terminal.output).toContain("Access HelloWeb.Endpoint at http://a.example"));
  const request = new TestAdapter();
  await handlers[0]!(request);
  expect(request.respHeaders).toContainEqual(["location", "https://secure.example/"]);
});

test.each<[object, RegExp]>([
  [{ http: false }, /nothing to listen on: endpoint\.http is false/],
  [{ http: { port: "web" } }, /the port must be a number up to 65535, got: web; see endpoint\.http/],
  [{ http: { port: 65_536 } }, /the port must be a number up to 65535/],
  [{ http: false, https: { port: 4001 } }, /endpoint\.https in config\/ needs a keyfile; `fledge gen\.cert`/],
  [
    { https: { keyfile: "none.pem", certfile: "none.pem" } },
    /there is no file none\.pem, which config\/ names as endpoint\.https/,
  ],
])("%j is a mistake that is told", async (config, message) => {
  const { served } = start(config);
  await expect(served).rejects.toThrow(CommandError);
  await expect(served).rejects.toThrow(message);
});

test("a port that is taken is told with its remedy", async () => {
  const first = start({ http: { port: 0 } });
  await vi.waitFor(() => expect(first.terminal.output).toContain("Running"));
  const stopFirst = stop;
  const port = Number(/127\.0\.0\.1:(\d+)/.exec(first.terminal.output)![1]);
  const second = start({ http: { port } });
  await expect(second.served).rejects.toThrow(
    `the port ${port} is in use by another program; choose another with PORT=4001`,
  );
  await stopFirst();
});
