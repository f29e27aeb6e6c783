import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FileChange, SandboxError } from "@/sandboxes/runtime/sandbox.ts";
import { EditQueue } from "./edit_queue.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const change = (path: string, contents: string | null): FileChange => ({ path, contents });

test("keys in quick succession are one write with the newest text", async () => {
  const writes: FileChange[][] = [];
  const queue = new EditQueue(() => {}, 60);
  queue.connect(async (changes) => {
    writes.push(changes);
    return {};
  });
  queue.add([change("a.ts", "1")]);
  await vi.advanceTimersByTimeAsync(30);
  queue.add([change("a.ts", "12"), change("b.ts", null)]);
  await vi.advanceTimersByTimeAsync(59);
  expect(writes).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(writes).toEqual([[change("a.ts", "12"), change("b.ts", null)]]);
});

test("a write waits for the one before it", async () => {
  const order: string[] = [];
  let finish = () => {};
  const queue = new EditQueue(() => {}, 10);
  queue.connect(async ([first]) => {
    order.push(`begin ${first!.contents}`);
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
    order.push(`end ${first!.contents}`);
    return {};
  });
  queue.add([change("a.ts", "1")]);
  await vi.advanceTimersByTimeAsync(10);
  queue.add([change("a.ts", "2")]);
  await vi.advanceTimersByTimeAsync(10);
  expect(order).toEqual(["begin 1"]);
  finish();
  await vi.advanceTimersByTimeAsync(0);
  expect(order).toEqual(["begin 1", "end 1", "begin 2"]);
});

test("edits made before there is a sandbox are written when there is one", async () => {
  const writes: FileChange[][] = [];
  const queue = new EditQueue(() => {}, 10);
  queue.add([change("a.ts", "1")]);
  await vi.advanceTimersByTimeAsync(100);
  queue.connect(async (changes) => {
    writes.push(changes);
    return {};
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(writes).toEqual([[change("a.ts", "1")]]);
});

test("says what became of a write, also when it could not be made", async () => {
  const heard: (SandboxError | undefined)[] = [];
  const error: SandboxError = { kind: "compile", message: "Unexpected token", file: "a.ts", line: 3 };
  const queue = new EditQueue((result) => heard.push(result), 10);
  queue.connect(async ([first]) => {
    if (first!.contents === "lost") throw new Error("the sandbox is gone");
    return first!.contents === "bad" ? { error } : {};
  });
  for (const text of ["bad", "good", "lost", "good again"]) {
    queue.add([change("a.ts", text)]);
    await queue.flush();
  }
  expect(heard).toEqual([error, undefined, { kind: "platform", message: "the sandbox is gone" }, undefined]);
});
