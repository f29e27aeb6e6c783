import { afterEach, describe, expect, test } from "vitest";
import type { Running } from "../application/child.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import type { EndpointConfig, Watcher } from "./config.ts";
import { endpoint } from "./endpoint.ts";

const log: string[] = [];
const running: Running[] = [];
afterEach(() => {
  for (const started of running.splice(0)) void started.stop();
  log.length = 0;
});

function start(config: EndpointConfig, root = "/hello", capable = true): Running {
  const platform = {
    name: "node",
    fs: new MemoryFileSystem(),
    ...(capable && {
      startWatchers: (watchers: Record<string, Watcher>, options: { root: string }) => {
        const names = `${Object.keys(watchers)} in ${options.root}`;
        log.push(`start ${names}`);
        return () => void log.push(`stop ${names}`);
      },
    }),
  } as unknown as Platform;
  const started = endpoint({ otpApp: "hello" }).start({
    env: "dev",
    root,
    config: { endpoint: config },
    platform,
  });
  running.push(started);
  return started;
}

// Cases after Phoenix's supervisor_test (MIT); the first is what `fledge server` does itself.
describe("the endpoint starts its watchers", () => {
  const program = (): Watcher => ["esbuild", "--watch", { cd: "assets" }];

  test.each<[EndpointConfig, string[]]>([
    [{ watchers: { npx: program() } }, []],
    [{ watchers: { npx: program() }, server: false }, []],
    [{ watchers: { npx: program() }, server: false, forceWatchers: true }, ["start npx in /hello"]],
    [{ watchers: { npx: program() }, forceWatchers: true }, ["start npx in /hello"]],
    [{ forceWatchers: true }, []],
  ])("with %j: %j", (config, expected) => {
    start(config);
    expect(log).toEqual(expected);
  });

  test("and stops them", async () => {
    await start({ watchers: { npx: program() }, forceWatchers: true }).stop();
    expect(log).toEqual(["start npx in /hello", "stop npx in /hello"]);
  });

  test("once for the versions of an application that has them all the time", async () => {
    const css: Watcher = () => {};
    const first = start({ watchers: { npx: program(), css }, forceWatchers: true });
    const second = start({ watchers: { npx: program(), css }, forceWatchers: true });
    await first.stop();
    expect(log).toEqual(["start npx,css in /hello"]);
    await second.stop();
    expect(log).toEqual(["start npx,css in /hello", "stop npx,css in /hello"]);
  });

  test.each<[string, Record<string, Watcher>, string]>([
    ["other arguments", { npx: ["tailwind"] }, "/hello"],
    ["another name", { node: program() }, "/hello"],
    ["one more", { npx: program(), css: () => {} }, "/hello"],
    ["another project", { npx: program() }, "/other"],
  ])("anew when there are others: %s", (_, watchers, root) => {
    start({ watchers: { npx: program() }, forceWatchers: true });
    start({ watchers, forceWatchers: true }, root);
    expect(log).toHaveLength(2);
  });

  test("not where there are no programs", () => {
    start({ watchers: { npx: program() }, forceWatchers: true }, "/hello", false);
    expect(log).toEqual([]);
  });
});
