import type { Evaluate } from "../platform.ts";

/**
 * Evaluates the text of a function in a page or worker; its file name appears in stack traces.
 *
 * Indirect `eval` keeps the line numbers; `new Function` would put lines of its own in front.
 */
export const evaluate: Evaluate = (code, filename) =>
  // biome-ignore lint/security/noGlobalEval: running the project's own code is the purpose
  // biome-ignore lint/complexity/noCommaOperator: the comma makes the call indirect, so that it sees global scope only
  (0, eval)(`${code}\n//# sourceURL=${filename}`) as (...args: unknown[]) => unknown;
