export type { JSX } from "./jsx_types.ts";
export { templateRuntime } from "./template_runtime.ts";

/**
 * Stands where a build tool left markup to the runtime. Fledge compiles markup beforehand, so a call means that a file was not.
 *
 * @throws always
 */
export function jsx(): never {
  throw new Error(
    "this file was not compiled by Fledge: add the plugin of fledge/vite to vitest.config.ts, or load it through fledge",
  );
}

export { jsx as jsxDEV, jsx as jsxs };

/** `<>…</>`; compiled away. */
export const Fragment = jsx;
