import { CompileError } from "fledge/code";
import type { SandboxError } from "../../sandbox.ts";

/** What a thrown value means to a learner: the sentence, and the place in the project where there is one. */
export function explainError(error: unknown, files: readonly string[]): SandboxError {
  if (error instanceof CompileError) {
    const { reason, file, line, column, frame } = error;
    return {
      kind: "compile",
      message: reason,
      file,
      ...(line !== undefined && { line }),
      ...(column !== undefined && { column }),
      ...(frame !== undefined && { frame }),
    };
  }
  const { name, message, stack } = asError(error);
  const title = name === "" || name === "Error" ? message : `${name}: ${message}`;
  const place = placeIn(stack, files);
  return { kind: "runtime", message: title, ...place, ...(stack !== undefined && { stack }) };
}

/** The first place of a stack trace that lies in a file of the project. */
export function placeIn(
  stack: string | undefined,
  files: readonly string[],
): { file: string; line: number; column: number } | undefined {
  for (const frame of stack?.split("\n") ?? []) {
    const match = /([^\s()@]+):(\d+):(\d+)\)?$/.exec(frame.trim());
    const file = match && files.find((path) => match[1] === path || match[1]!.endsWith(`/${path}`));
    if (file) return { file, line: Number(match[2]), column: Number(match[3]) };
  }
  return undefined;
}

function asError(error: unknown): { name: string; message: string; stack?: string } {
  if (typeof error !== "object" || error === null) return { name: "", message: String(error) };
  const { name = "", message = String(error), stack } = error as Partial<Error>;
  return stack === undefined ? { name, message } : { name, message, stack };
}
