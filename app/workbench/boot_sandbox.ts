import {
  type BootSandbox,
  type Project,
  type Sandbox,
  type SandboxEvent,
  SandboxUnavailableError,
} from "@/sandboxes/runtime/sandbox.ts";

export type RuntimeName = "embedded" | "webcontainer";

/** How each runtime is loaded; its code comes with the first use. */
export type Runtimes = Record<RuntimeName, () => Promise<BootSandbox>>;

/** What a boot came to: a sandbox, and what the visitor should know about it. */
export interface Booted {
  sandbox: Sandbox;
  notice?: string;
}

/**
 * Boots the wanted runtime. Where a WebContainer cannot run, the embedded runtime takes its place and the notice says
 * so. Rejects with `SandboxUnavailableError` when nothing can run here.
 */
export async function bootSandbox(
  runtimes: Runtimes,
  wanted: RuntimeName,
  project: Project | Promise<Project>,
  onEvent: (event: SandboxEvent) => void,
): Promise<Booted> {
  if (wanted === "webcontainer") {
    try {
      const boot = await runtimes.webcontainer();
      return { sandbox: await boot(project, onEvent) };
    } catch (error) {
      if (!(error instanceof SandboxUnavailableError)) throw error;
      const boot = await runtimes.embedded();
      const sandbox = await boot(project, onEvent);
      return { sandbox, notice: `${error.message} The embedded runtime runs the project instead.` };
    }
  }
  const boot = await runtimes.embedded();
  return { sandbox: await boot(project, onEvent) };
}
