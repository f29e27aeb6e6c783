import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Html } from "../component/rendered.ts";
import type { Conn } from "../conn/conn.ts";
import type { TestRequest } from "../http/test_adapter.ts";
import { type LogEntry, Logger, type LoggerOptions } from "../logger/index.ts";
import { attachRequestLogger } from "../logger/request_logger.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import type { Plug } from "../plug/plug.ts";
import { Router } from "../router/router.ts";
import { attach, detach } from "../telemetry/index.ts";
import type { EndpointConfig, RenderErrorsConfig } from "./config.ts";
import { endpoint } from "./endpoint.ts";
import { request } from "./example_application.fixture.ts";

const entries: LogEntry[] = [];
let loggerBefore: LoggerOptions;
beforeAll(() => {
  loggerBefore = Logger.configure({ handler: (entry) => entries.push(entry) });
});
beforeEach(() => {
  entries.length = 0;
});
afterAll(() => {
  Logger.configure(loggerBefore);
});

interface Assigns {
  conn: Conn;
  kind: string;
  reason: unknown;
  stack: string | undefined;
  status: number;
}
const got = ({ conn, kind, status }: Assigns): string => `Got ${status} from ${kind} with ${conn.method}`;
const ErrorHTML = { 404: got, 415: got, 500: got };
const ErrorText = { render: (template: string) => `${template.slice(0, 3)} in TEXT` };
const ErrorJSON = { render: (template: string, { status }: Assigns) => ({ error: `${template} ${status}` }) };
const html: RenderErrorsConfig = { formats: { html: ErrorHTML } };
const both: RenderErrorsConfig = { formats: { html: ErrorHTML, text: ErrorText } };
const withJson: RenderErrorsConfig = { formats: { html: ErrorHTML, json: ErrorJSON } };

function fail(reason: unknown): Plug {
  return () => {
    throw reason;
  };
}

/** Makes a request to an endpoint whose only plug fails. */
async function failing(
  renderErrors: RenderErrorsConfig,
  plug: Plug,
  options: TestRequest | string = "/",
  config: EndpointConfig = {},
) {
  const Endpoint = endpoint({ otpApp: "hello" }).plug(plug);
  const { handler } = Endpoint.start({
    env: "prod",
    root: "/hello",
    config: { endpoint: { renderErrors, ...config } },
    platform: { fs: new MemoryFileSystem() } as unknown as Platform,
  });
  const adapter = await request(handler!, options);
  return [adapter.status, adapter.text];
}

const accept = (type: string): TestRequest => ({ headers: [["accept", type]] });
const status = (plugStatus: number) => Object.assign(new Error("expected"), { plugStatus });

// Cases after Phoenix's render_errors_test (MIT).
test.each<[string, RenderErrorsConfig, unknown, TestRequest | string, number, string]>([
  ["an exception", html, new Error("oops"), "/", 500, "Got 500 from error with GET"],
  ["a thrown text", html, "hello", "/", 500, "Got 500 from throw with GET"],
  ["a thrown nothing", html, undefined, "/", 500, "Got 500 from throw with GET"],
  ["a thrown promise", html, Promise.resolve(), "/", 500, "Got 500 from throw with GET"],
  ["a status of the error", html, status(415), "/", 415, "Got 415 from error with GET"],
  ["a status of what was thrown", html, { plugStatus: 404 }, "/", 404, "Got 404 from throw with GET"],
  ["a status that is none", html, { plugStatus: "no" }, "/", 500, "Got 500 from throw with GET"],
  ["another verb", html, new Error("x"), { method: "POST" }, 500, "Got 500 from error with POST"],
  ["a _format that has no view", html, new Error("x"), "/?_format=text", 500, "Got 500 from error with GET"],
  ["a _format that has one", both, new Error("x"), "/?_format=text", 500, "500 in TEXT"],
  ["a _format that is no text", both, new Error("x"), "/?_format[]=text", 500, "Got 500 from error with GET"],
  ["another first format", { formats: { text: ErrorText } }, new Error("x"), "/", 500, "500 in TEXT"],
  ["an accept header", both, new Error("x"), accept("text/plain"), 500, "500 in TEXT"],
  [
    "an accept header for JSON",
    withJson,
    status(404),
    accept("application/json"),
    404,
    '{"error":"404.json 404"}',
  ],
  [
    "an accept header with several",
    withJson,
    status(404),
    accept("image/png, application/json;q=0.1"),
    404,
    '{"error":"404.json 404"}',
  ],
  ["an unknown type", html, new Error("x"), accept("unknown/unknown"), 500, "Got 500 from error with GET"],
  ["a type that is none", html, new Error("x"), accept(";;;"), 500, "Got 500 from error with GET"],
  ["a query that cannot be read", html, new Error("x"), "/?q=%{", 500, "Got 500 from error with GET"],
  ["no views", {}, status(404), "/", 404, "Not Found"],
  ["an empty list of views", { formats: {} }, status(418), "/", 418, "I'm a teapot"],
])("%s", async (_, config, reason, options, code, text) => {
  expect(await failing(config, fail(reason), options)).toEqual([code, text]);
});

describe("the format", () => {
  test("that was put on the conn goes before the request's", async () => {
    const plug: Plug = (conn) => {
      conn.putFormat("text");
      throw new Error("x");
    };
    expect(await failing(both, plug, accept("text/html"))).toEqual([500, "500 in TEXT"]);
  });

  test("that was put on the conn and has no view gives way", async () => {
    const plug: Plug = (conn) => {
      conn.putFormat("xml");
      throw new Error("x");
    };
    expect(await failing(both, plug)).toEqual([500, "Got 500 from error with GET"]);
  });

  test("that nobody reads is told of in the log", async () => {
    await failing(html, fail(status(404)), accept("unknown/unknown"));
    expect(entries.map(({ level, message }) => [level, message])).toEqual([
      [
        "debug",
        expect.stringMatching(
          /no format of the error views .* the first, html, is sent.*endpoint\.renderErrors/,
        ),
      ],
    ]);
  });
});

describe("layouts", () => {
  const frame =
    (name: string) =>
    ({ innerContent }: { innerContent: Html }): Html => [`${name}: `, innerContent];
  const plug: Plug = (conn) => {
    conn.putLayout({ html: frame("Request's") }).putRootLayout({ html: frame("Request's root") });
    throw new Error("x");
  };

  test.each<[RenderErrorsConfig, string]>([
    [html, "Got 500 from error with GET"],
    [{ ...html, layout: frame("Layout") }, "Layout: Got 500 from error with GET"],
    [{ ...html, rootLayout: frame("Root") }, "Root: Got 500 from error with GET"],
    [
      { ...html, rootLayout: frame("Root"), layout: frame("Layout") },
      "Root: Layout: Got 500 from error with GET",
    ],
    [{ ...html, rootLayout: false, layout: false }, "Got 500 from error with GET"],
  ])("%# %s", async (config, text) => {
    expect(await failing(config, plug)).toEqual([500, text]);
  });
});

describe("a response", () => {
  test("that was sent stays", async () => {
    const plug: Plug = (conn) => {
      conn.sendResp(200, "oops");
      throw new Error("oops");
    };
    expect(await failing(html, plug)).toEqual([200, "oops"]);
  });

  test("that was only set gives way", async () => {
    const plug: Plug = (conn) => {
      conn.resp(200, "oops").putRespHeader("location", "/elsewhere");
      throw new Error("oops");
    };
    expect(await failing(html, plug)).toEqual([500, "Got 500 from error with GET"]);
  });

  test("that fails later is an error page too", async () => {
    expect(await failing(html, () => Promise.reject(status(415)))).toEqual([
      415,
      "Got 415 from error with GET",
    ]);
  });

  test("for a route that is not there", async () => {
    const router = new Router();
    router.get("/known", (conn) => conn.text("known"));
    expect(await failing(html, router, "/unknown")).toEqual([404, "Got 404 from error with GET"]);
    expect(await failing(withJson, router, { target: "/unknown", ...accept("application/json") })).toEqual([
      404,
      '{"error":"404.json 404"}',
    ]);
    expect(await failing(html, router, "/unknown?_format=unknown")).toEqual([
      404,
      "Got 404 from error with GET",
    ]);
  });
});

test("an error view without this status says so in the log, and the client learns the status", async () => {
  expect(await failing(html, fail(status(409)))).toEqual([409, "Conflict"]);
  expect(entries.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^the error page could not be rendered: .*409/s),
  ]);
});

describe("the log", () => {
  test.each<[RenderErrorsConfig["log"], string[]]>([
    [undefined, ["debug Converted error Error to 404 response"]],
    ["warning", ["warning Converted error Error to 404 response"]],
    [false, []],
  ])("tells of the page at the level %s", async (log, expected) => {
    const end = attachRequestLogger();
    await failing({ ...html, ...(log !== undefined && { log }) }, fail(status(404)));
    end();
    expect(entries.map(({ level, message }) => `${level} ${message}`)).toEqual(expected);
  });

  test("is not told of a response that was sent before", async () => {
    const end = attachRequestLogger();
    const plug: Plug = (conn) => {
      conn.sendResp(200, "oops");
      throw status(404);
    };
    await failing(html, plug);
    end();
    expect(entries).toEqual([]);
  });
});

test("telemetry has the error, its kind, its status and its stack", async () => {
  const seen: unknown[] = [];
  attach("test-rendered", ["fledge", "error_rendered"], (_, measurements, metadata) =>
    seen.push([typeof measurements.duration, { ...metadata, conn: typeof metadata.conn }]),
  );
  const reason = status(404);
  await failing(html, fail(reason));
  await failing({ ...html, log: "info" }, fail("text"));
  detach("test-rendered");
  expect(seen).toEqual([
    [
      "number",
      { conn: "object", status: 404, kind: "error", reason, stacktrace: reason.stack, log: "debug" },
    ],
    [
      "number",
      { conn: "object", status: 500, kind: "throw", reason: "text", stacktrace: undefined, log: "info" },
    ],
  ]);
});
