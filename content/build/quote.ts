import { diffLines } from "diff";

/** Which part of a file to quote. Everything when nothing is said. */
export interface QuoteSelection {
  /** `"3-8"` or `"3"`, counted from 1. */
  lines?: string;
  /** Text of one line: quotes it, and when it opens a bracket, up to the line that closes it. */
  at?: string;
}

/** Quoted lines, moved to the left edge. */
export interface Quote {
  /** Number of the first line, from 1. */
  line: number;
  lines: string[];
}

/** Takes a part of a file. Throws an `Error` whose message completes "file: …" when the part is not there. */
export function quote(source: string, selection: QuoteSelection): Quote {
  const all = source.replace(/\n$/, "").split("\n");
  const [first, last] = range(all, selection);
  const lines = all.slice(first, last + 1);
  const indents = lines.filter((line) => line.trim() !== "").map(indentOf);
  const indent = Math.min(...indents);
  return { line: first + 1, lines: lines.map((line) => line.slice(indent)) };
}

function range(all: string[], { lines, at }: QuoteSelection): [number, number] {
  if (lines !== undefined && at !== undefined) throw new Error(`"lines" and "at" exclude each other`);
  if (lines !== undefined) return byNumbers(all, lines);
  if (at !== undefined) return byText(all, at);
  return [0, all.length - 1];
}

function byNumbers(all: string[], lines: string): [number, number] {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(lines) ?? [];
  if (from === undefined) throw new Error(`lines="${lines}" must read "3" or "3-8"`);
  const first = Number(from) - 1;
  const last = Number(to) - 1;
  if (first < 0 || last < first || last >= all.length) {
    throw new Error(`lines="${lines}" does not fit a file of ${all.length} lines`);
  }
  return [first, last];
}

function byText(all: string[], at: string): [number, number] {
  const found = all.flatMap((line, index) => (line.includes(at) ? [index] : []));
  const [first] = found;
  if (first === undefined) throw new Error(`no line contains at="${at}"`);
  if (found.length > 1) {
    throw new Error(
      `at="${at}" stands on lines ${found.map((index) => index + 1).join(", ")}; quote more of the line`,
    );
  }
  if (!opensBlock(all[first]!)) return [first, first];
  const indent = indentOf(all[first]!);
  for (let index = first + 1; index < all.length; index++) {
    const line = all[index]!;
    // A line at the same depth that opens anew (`} else {`, `}, {`) is still inside.
    if (line.trim() !== "" && indentOf(line) <= indent && !opensBlock(line)) return [first, index];
  }
  throw new Error(`the block that at="${at}" opens is not closed at the same depth`);
}

/** Whether what a line begins goes on below it: a bracket at its end, or a tag that it does not close. */
function opensBlock(line: string): boolean {
  const code = line.trim();
  if (code.startsWith("//")) return false;
  return /[{([=]$|=>$/.test(code) || (/^<\w.*[^/=]>$/.test(code) && !code.includes("</"));
}

const indentOf = (line: string) => line.length - line.trimStart().length;

/** Numbers of the lines of `after` that are not in `before`. */
export function addedLines(before: string, after: string): Set<number> {
  const added = new Set<number>();
  let line = 1;
  for (const { count, added: isAdded, removed } of diffLines(before, after)) {
    if (removed) continue;
    if (isAdded) for (let offset = 0; offset < count; offset++) added.add(line + offset);
    line += count;
  }
  return added;
}
