import type { FileSystem } from "../platform/file_system.ts";

/** One line of a stack trace. */
export interface StackFrame {
  /** Name of the function; empty for the top of a module. */
  name: string;
  /** Path as shown: below the project's folder where it lies there. */
  file: string;
  line: number;
  column: number;
  /** Whether it is the project's own code. */
  own: boolean;
  /** Source around the line, of the project's own code. */
  excerpt: SourceLine[];
}

/** A line of source on the debug page. */
export interface SourceLine {
  number: number;
  text: string;
  /** Whether it is the line of the frame. */
  at: boolean;
}

const LOCATION = /^\s*at (?:async )?(?:(.*?) \()?(.*?):(\d+):(\d+)\)?$/;
const AROUND = 5;

/**
 * Reads an error's stack: the project's own frames first, with source; then the rest.
 *
 * @param root the project's folder
 */
export function readStack(error: unknown, fs: FileSystem, root: string): StackFrame[] {
  const stack = error instanceof Error && typeof error.stack === "string" ? error.stack : "";
  const frames: StackFrame[] = [];
  for (const line of stack.split("\n")) {
    const match = LOCATION.exec(line);
    if (match === null) continue;
    const path = match[2]!.replace(/^file:\/\//, "").replace(/\?[^/]*$/, "");
    if (path.startsWith("node:")) continue;
    const below = path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
    const own = below !== undefined && !below.includes("node_modules/");
    frames.push({
      name: (match[1] ?? "").replace(/^(?:Object|Module|exports)\./, ""),
      file: below ?? path.slice(path.lastIndexOf("/node_modules/") + 1),
      line: Number(match[3]),
      column: Number(match[4]),
      own,
      excerpt: own ? excerpt(fs, path, Number(match[3])) : [],
    });
  }
  return [...frames.filter((frame) => frame.own), ...frames.filter((frame) => !frame.own)];
}

/** The lines around one line of a file; none when it cannot be read. */
export function excerpt(fs: FileSystem, path: string, line: number): SourceLine[] {
  let lines: string[];
  try {
    lines = fs.readText(path).split(/\r\n|\n/);
  } catch {
    return [];
  }
  const from = Math.max(1, line - AROUND);
  const to = Math.min(lines.length, line + AROUND);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => ({
    number: from + i,
    text: lines[from + i - 1] ?? "",
    at: from + i === line,
  }));
}
