import { exportedFiles } from "../../export.ts";
import type { BootSandbox } from "../sandbox.ts";
import type { ContainerProvider } from "./container.ts";
import { bootContainer, stackblitz } from "./provider.ts";
import { WebContainerSandbox } from "./sandbox.ts";

declare global {
  /** Set before the page's own scripts run, it gives containers in the place of `@webcontainer/api`. */
  var fledgeContainers: ContainerProvider | undefined;
}

/** Runs the project in a WebContainer. Rejects with `SandboxUnavailableError` where that cannot be. */
export const bootWebContainer: BootSandbox = async (project, onEvent) => {
  onEvent({ type: "progress", stage: "runtime", label: "Starting the WebContainer", fraction: 0 });
  const container = await bootContainer(globalThis.fledgeContainers ?? stackblitz);
  const sandbox = new WebContainerSandbox(container, onEvent);
  try {
    const [tarball, ready] = await Promise.all([
      fetch("/generated/fledge.tgz").then((response) => response.arrayBuffer()),
      project,
    ]);
    await sandbox.start(ready, exportedFiles(ready.files, new Uint8Array(tarball)));
    return sandbox;
  } catch (error) {
    await sandbox.stop();
    throw error;
  }
};
