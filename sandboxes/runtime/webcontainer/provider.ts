import { SandboxUnavailableError } from "../sandbox.ts";
import type { Container, ContainerProvider } from "./container.ts";

/** Milliseconds that the probe waits for an answer; with `bootLimit` it keeps the wait for a fallback under 3 s. */
export const probeLimit = 1_500;
/** Milliseconds that the boot may take once the service answered. */
export const bootLimit = 15_000;

/**
 * The page that WebContainer boots from. Where the network is closed, `WebContainer.boot()` never settles (measured),
 * so this is asked for first.
 */
const service = "https://stackblitz.com/headless";

/** WebContainers as `@webcontainer/api` gives them. */
export const stackblitz: ContainerProvider = {
  async probe() {
    if (!globalThis.crossOriginIsolated) {
      throw new SandboxUnavailableError(
        "This page is not cross-origin isolated, so WebContainers cannot start here. Open the guide by the settings' WebContainer choice.",
      );
    }
    try {
      await fetch(service, { mode: "no-cors", cache: "no-store", signal: AbortSignal.timeout(probeLimit) });
    } catch {
      throw new SandboxUnavailableError("The WebContainer service could not be reached.");
    }
  },
  async boot() {
    const { WebContainer } = await import("@webcontainer/api");
    return (await WebContainer.boot({ coep: "require-corp", workdirName: "project" })) as Container;
  },
};

/**
 * A boot that lost its race still occupies the one place that the package has for a container: a second boot would queue
 * behind it until the page is reloaded.
 */
let lost = false;

/** Probes and boots a container, each with a time limit. */
export async function bootContainer(provider: ContainerProvider): Promise<Container> {
  if (lost) {
    throw new SandboxUnavailableError("WebContainers did not start before; reload the page to try again.");
  }
  await within(provider.probe(), probeLimit + 500, "The WebContainer service did not answer in time.");
  try {
    return await within(provider.boot(), bootLimit, "The WebContainer did not start in time.");
  } catch (error) {
    lost = true;
    throw error instanceof SandboxUnavailableError
      ? error
      : new SandboxUnavailableError(`The WebContainer did not start: ${(error as Error).message}`);
  }
}

async function within<T>(work: Promise<T>, limit: number, message: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SandboxUnavailableError(message)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
