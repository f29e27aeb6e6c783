import { afterEach, expect, test, vi } from "vitest";
import { SandboxUnavailableError } from "../sandbox.ts";
import type { Container, ContainerProvider } from "./container.ts";

afterEach(() => {
  vi.useRealTimers();
  vi.resetModules();
  vi.unstubAllGlobals();
});

const provider = async () => await import("./provider.ts");
const never = () => new Promise<never>(() => {});
const container = {} as Container;

test("a container is given once the probe and the boot succeed", async () => {
  const { bootContainer } = await provider();
  expect(await bootContainer({ probe: async () => {}, boot: async () => container })).toBe(container);
});

test("a refused probe is passed on, and nothing is booted", async () => {
  const { bootContainer } = await provider();
  const boot = vi.fn(never);
  const refused: ContainerProvider = {
    probe: () => Promise.reject(new SandboxUnavailableError("closed")),
    boot,
  };
  await expect(bootContainer(refused)).rejects.toThrow("closed");
  expect(boot).not.toHaveBeenCalled();
});

test("a probe that never settles is given up within 3 seconds", async () => {
  vi.useFakeTimers();
  const { bootContainer } = await provider();
  const outcome = bootContainer({ probe: never, boot: never }).catch((error: Error) => error);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(String(await outcome)).toMatch(/did not answer in time/);
});

test("a boot that never settles is given up, and is not tried again on this page", async () => {
  vi.useFakeTimers();
  const { bootContainer, bootLimit } = await provider();
  const boot = vi.fn(never);
  const hanging: ContainerProvider = { probe: async () => {}, boot };
  const outcome = bootContainer(hanging).catch((error: Error) => error);
  await vi.advanceTimersByTimeAsync(bootLimit);
  expect(String(await outcome)).toMatch(/did not start in time/);
  await expect(bootContainer(hanging)).rejects.toThrow(/reload the page/);
  expect(boot).toHaveBeenCalledTimes(1);
});

test("the real service is not asked where the page is not isolated", async () => {
  const { stackblitz } = await provider();
  const fetch = vi.fn();
  vi.stubGlobal("fetch", fetch);
  vi.stubGlobal("crossOriginIsolated", false);
  await expect(stackblitz.probe()).rejects.toThrow(/not cross-origin isolated/);
  expect(fetch).not.toHaveBeenCalled();
});

test("a service that refuses the connection makes this runtime unavailable", async () => {
  const { stackblitz } = await provider();
  vi.stubGlobal("crossOriginIsolated", true);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(stackblitz.probe()).rejects.toThrow(/could not be reached/);
});
