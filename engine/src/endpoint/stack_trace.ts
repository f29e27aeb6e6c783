import { type StackFrame as ParsedFrame, parseStack } from "../code/stack.ts";
import type { FileSystem } from "../platform/file_system.ts";
import { joinPath } from "../platform/path.ts";

/** One line of a stack trace. */
export interface StackFrame extends ParsedFrame {
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

const AROUND = 5;

/**
 * Reads an error's stack: the project's own frames first, with source; then the rest.
 *
 * @param root the project's folder
 */
export function readStack(error: unknown, fs: FileSystem, root: string): StackFrame[] {
  const stack = error instanceof Error && typeof error.stack === "string" ? error.stack : "";
  const frames = parseStack(stack, root)
    .filter(({ file }) => !file.startsWith("node:"))
    .map((frame) => ({
      ...frame,
      excerpt: frame.own ? excerpt(fs, joinPath(root, frame.file), frame.line) : [],
    }));
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
