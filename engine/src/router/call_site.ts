import { parseStack } from "../code/stack.ts";

/** Where in the project's source something was declared. */
export interface CallSite {
  file: string;
  line: number;
}

/**
 * The place that called the function given as `below`, as far as the engine's stack traces tell; `undefined` when they do not.
 *
 * Routes and controllers are declared by plain calls, so this is how a warning can name the line of a route and how a controller
 * learns the file that it lives in.
 */
export function callSite(below: (...args: never[]) => unknown): CallSite | undefined {
  const capture = (Error as { captureStackTrace?: (target: object, below: unknown) => void })
    .captureStackTrace;
  if (capture === undefined) return undefined;
  const holder: { stack?: string } = {};
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  capture(holder, below);
  const frame = parseStack(holder.stack ?? "")[0];
  Error.stackTraceLimit = limit;
  return frame === undefined ? undefined : { file: frame.file, line: frame.line };
}
