import { MessageChannel } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { type Channel, Rpc } from "./rpc.ts";

interface Calculator {
  add(a: number, b: number): number;
  fail(): never;
  log(text: string): void;
}

const logged: string[] = [];
const { port1, port2 } = new MessageChannel();
const remote = new Rpc<Calculator>(port1 as unknown as Channel, {});
new Rpc<Record<never, never>>(port2 as unknown as Channel, {
  add: async (a: number, b: number) => a + b,
  fail: () => {
    throw new RangeError("too far");
  },
  log: (text: string) => logged.push(text),
  never: () => new Promise(() => {}),
});

afterEach(() => {
  port1.unref();
  port2.unref();
});

test("calls are answered, each with its own answer", async () => {
  expect(await Promise.all([remote.call("add", 1, 2), remote.call("add", 3, 4)])).toEqual([3, 7]);
});

test("an error comes over with its name and message", async () => {
  await expect(remote.call("fail")).rejects.toMatchObject({ name: "RangeError", message: "too far" });
});

test("a method that the other side does not have is named", async () => {
  const rpc = remote as unknown as Rpc<{ missing(): void; toString(): string }>;
  await expect(rpc.call("missing")).rejects.toThrow("missing");
  await expect(rpc.call("toString")).rejects.toThrow("toString");
});

test("notify does not wait", async () => {
  remote.notify("log", "hello");
  await remote.call("add", 0, 0);
  expect(logged).toEqual(["hello"]);
});

test("closing rejects what waits and what comes after", async () => {
  const rpc = remote as unknown as Rpc<{ never(): void }>;
  const waiting = rpc.call("never");
  rpc.close(new Error("gone"));
  await expect(waiting).rejects.toThrow("gone");
  await expect(rpc.call("never")).rejects.toThrow("gone");
});
