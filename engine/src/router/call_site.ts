/** Where in the project's source something was declared. */
export interface CallSite {
  file: string;
  line: number;
}

const FRAME =
  /(?:\(|@|at )?((?:[a-z-]+:\/\/|\/|[A-Za-z]:[\\/])[^()\s]*?|[^()\s@]+?\.[mc]?[jt]sx?)(?:\?[^:)\s]*)?:(\d+):\d+\)?$/;

/**
 * The place that called the function given as `below`, as far as the engine's stack traces tell; `undefined` when they do not.
 *
 * Routes and controllers are declared by plain calls, so this is how a warning can name the line of a route and how a controller
 * learns the file that it lives in.
 */
export function callSite(below: (...args: never[]) => unknown): CallSite | undefined {
  const holder: { stack?: string } = {};
  const capture = (Error as { captureStackTrace?: (target: object, below: unknown) => void })
    .captureStackTrace;
  if (capture === undefined) return undefined;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  capture(holder, below);
  const stack = holder.stack;
  Error.stackTraceLimit = limit;
  return stack === undefined ? undefined : parseFrame(stack.slice(stack.lastIndexOf("\n") + 1).trim());
}

/** Reads the file and line of one line of a V8 stack trace. */
export function parseFrame(frame: string): CallSite | undefined {
  const match = FRAME.exec(frame);
  if (match === null) return undefined;
  const file = match[1]!.replace(/^file:\/\//, "");
  return { file, line: Number(match[2]) };
}
