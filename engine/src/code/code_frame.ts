/**
 * The lines around a place in a source file, with a mark on it.
 *
 * @param source the whole file
 * @param line 1-based; @param column 1-based, or none to mark the line alone
 * @param around how many lines to show on either side
 * @example
 *   1 | const a = 1;
 * > 2 | const b = a +;
 *     |            ^
 */
export function codeFrame(source: string, line: number, column?: number, around = 2): string {
  const lines = source.split(/\r\n|\n|\r/);
  const from = Math.max(1, line - around);
  const to = Math.min(lines.length, line + around);
  const width = String(to).length;
  const out: string[] = [];
  for (let n = from; n <= to; n++) {
    const text = lines[n - 1] ?? "";
    out.push(`${n === line ? ">" : " "} ${String(n).padStart(width)} | ${text}`.trimEnd());
    if (n === line && column !== undefined && column > 0) {
      // Tabs before the mark are kept, so that it stands below its character however wide a tab is shown.
      const indent = text.slice(0, column - 1).replace(/[^\t]/g, " ");
      out.push(`  ${" ".repeat(width)} | ${indent}^`);
    }
  }
  return out.join("\n");
}
