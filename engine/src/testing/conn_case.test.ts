import { expect } from "vitest";
import { endpoint } from "../endpoint/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { connCase, get, provideTestContext, redirectedTo, response } from "./index.ts";

provideTestContext(() => ({
  env: "test",
  root: "/hello",
  config: { endpoint: { url: { host: "hello.com" } } },
  platform: { name: "node", fs: new MemoryFileSystem() } as unknown as Platform,
}));

const Endpoint = endpoint({ otpApp: "hello" }).plug((conn) => conn.sendResp(200, "served"));

const test = connCase({
  application: { id: "hello", start: (context) => Endpoint.start(context) },
  endpoint: Endpoint,
  config: { endpoint: { forceSsl: { expires: 60 } } },
});

test("the given configuration lies over that of the project", async ({ conn }) => {
  expect(redirectedTo(await get(conn, "/users"), 301)).toBe("https://hello.com/users");
  conn = await get(conn, "https://hello.com/users");
  expect(response(conn, 200)).toBe("served");
  expect(conn.getRespHeader("strict-transport-security")).toBe("max-age=60");
});
