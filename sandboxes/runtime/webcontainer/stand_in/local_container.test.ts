import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import type { Container } from "../container.ts";
import { standIn } from "./client.ts";
import { LocalContainer } from "./local_container.ts";
import { serveContainers } from "./server.ts";

// Node 20 has no WebSocket of its own; the client is written for pages.
globalThis.WebSocket ??= WebSocket as unknown as typeof globalThis.WebSocket;

const closers: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function local(): Promise<Container> {
  const container = await LocalContainer.boot();
  closers.push(() => container.teardown());
  return container;
}

async function overSocket(): Promise<Container> {
  const server = await serveContainers();
  closers.push(server.close);
  return standIn(server.url).boot();
}

async function textOf(stream: ReadableStream<string>): Promise<string> {
  let text = "";
  const reader = stream.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) text += chunk.value;
  return text;
}

for (const [name, boot] of [
  ["in the same process", local],
  ["over a socket", overSocket],
] as const) {
  test(`${name}: files are mounted, written, listed, read and removed`, async () => {
    const container = await boot();
    const bytes = new Uint8Array([0, 255, 128]);
    await container.mount({
      lib: { directory: { "a.txt": { file: { contents: "å" } } } },
      b: { file: { contents: bytes } },
    });
    expect(new TextDecoder().decode(await container.fs.readFile("lib/a.txt"))).toBe("å");
    expect([...(await container.fs.readFile("b"))]).toEqual([0, 255, 128]);
    await container.fs.mkdir("lib/deep/er", { recursive: true });
    await container.fs.writeFile("lib/deep/er/c.txt", "c");
    const names = (await container.fs.readdir("lib", { withFileTypes: true })).map((entry) => [
      entry.name,
      entry.isDirectory(),
    ]);
    expect(names).toEqual([
      ["a.txt", false],
      ["deep", true],
    ]);
    await container.fs.rm("lib/deep", { recursive: true });
    await expect(container.fs.readFile("lib/deep/er/c.txt")).rejects.toThrow(/ENOENT/);
    await expect(container.fs.readFile("../outside")).rejects.toThrow(/EACCES/);
  });

  test(`${name}: a process has output, input and an exit code`, async () => {
    const container = await boot();
    const script = `process.stdin.once("data", (d) => { console.log("got " + d); process.exit(3); })`;
    const process = await container.spawn("node", ["-e", script]);
    const writer = process.input.getWriter();
    await writer.write("hello\n");
    expect(await textOf(process.output)).toContain("got hello");
    expect(await process.exit).toBe(3);
  });

  test(`${name}: a program that cannot be started exits with 127`, async () => {
    const container = await boot();
    const process = await container.spawn("no-such-program", []);
    expect(await textOf(process.output)).toContain("no-such-program");
    expect(await process.exit).toBe(127);
  });

  test(`${name}: a server is announced, and its pages carry the preview script`, async () => {
    const container = await boot();
    await container.setPreviewScript("window.marked = 1");
    const ready = new Promise<string>((resolve) => container.on("server-ready", (_, url) => resolve(url)));
    const script = `require("http").createServer((q, s) => { s.setHeader("content-type", "text/html"); s.end("<html><head><title>é</title></head></html>") }).listen(process.env.PORT)`;
    const process = await container.spawn("node", ["-e", script]);
    const response = await fetch(await ready);
    expect(await response.text()).toBe(
      "<html><head><script>window.marked = 1</script><title>é</title></head></html>",
    );
    expect(response.headers.get("cross-origin-embedder-policy")).toBe("require-corp");
    process.kill();
    expect(await process.exit).toBe(143);
  });
}
