import { describe, expect, test } from "vitest";
import { type BootSandbox, type Sandbox, SandboxUnavailableError } from "@/sandboxes/runtime/sandbox.ts";
import { bootSandbox } from "./boot_sandbox.ts";

const project = { name: "hello", files: {} };
const boots = (kind: Sandbox["kind"]) => async (): Promise<BootSandbox> => async () => ({ kind }) as Sandbox;
const refuses = (error: Error) => async (): Promise<BootSandbox> => () => Promise.reject(error);

const unreachable = new SandboxUnavailableError("StackBlitz cannot be reached.");

describe("bootSandbox", () => {
  test.each(["embedded", "webcontainer"] as const)("boots the runtime that is wanted: %s", async (wanted) => {
    const runtimes = { embedded: boots("embedded"), webcontainer: boots("webcontainer") };
    const { sandbox, notice } = await bootSandbox(runtimes, wanted, project, () => {});
    expect(sandbox.kind).toBe(wanted);
    expect(notice).toBeUndefined();
  });

  test("takes the embedded runtime where a WebContainer cannot run, and says so", async () => {
    const runtimes = { embedded: boots("embedded"), webcontainer: refuses(unreachable) };
    const { sandbox, notice } = await bootSandbox(runtimes, "webcontainer", project, () => {});
    expect(sandbox.kind).toBe("embedded");
    expect(notice).toContain("StackBlitz cannot be reached.");
    expect(notice).toContain("embedded");
  });

  test("does not hide a fault of a runtime behind the other one", async () => {
    const runtimes = { embedded: boots("embedded"), webcontainer: refuses(new TypeError("x is undefined")) };
    await expect(bootSandbox(runtimes, "webcontainer", project, () => {})).rejects.toThrow("x is undefined");
  });

  test("rejects when nothing can run here", async () => {
    const none = new SandboxUnavailableError("This browser has no service workers.");
    const runtimes = { embedded: refuses(none), webcontainer: refuses(unreachable) };
    await expect(bootSandbox(runtimes, "webcontainer", project, () => {})).rejects.toBe(none);
  });
});
