import type { Runtimes } from "./boot_sandbox.ts";

/** The runtimes there are; each is a chunk of its own. */
export const runtimes: Runtimes = {
  embedded: async () => (await import("@/sandboxes/runtime/embedded/index.ts")).bootEmbedded,
  webcontainer: async () => (await import("@/sandboxes/runtime/webcontainer/index.ts")).bootWebContainer,
};
