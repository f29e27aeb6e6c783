import { applyPatch } from "diff";

/**
 * Applies a unified diff whose hunks are found by their text alone: a header is just `@@`, so that nobody has to count lines and
 * a patch still fits when the file has grown elsewhere. Gives `undefined` when a hunk fits nowhere.
 *
 * @throws Error for a line that is no part of a diff
 */
export function patchText(source: string, patch: string): string | undefined {
  const hunks = patch
    .replace(/\n$/, "")
    .split(/^@@.*\n/m)
    .slice(1)
    .map((hunk) => hunk.replace(/\n$/, "").split("\n"))
    // An editor may have taken the blank that stands for an empty line of context.
    .map((lines) => lines.map((line) => (line === "" ? " " : line)));
  if (hunks.length === 0) throw new Error("has no hunk; begin each with a line @@");
  let patched = source;
  for (const lines of hunks) {
    const wrong = lines.find((line) => !/^[ +-]/.test(line));
    if (wrong !== undefined)
      throw new Error(`has a line that begins neither with " ", "+" nor "-": ${wrong}`);
    const before = lines.filter((line) => !line.startsWith("+")).length;
    const after = lines.filter((line) => !line.startsWith("-")).length;
    const result = applyPatch(patched, `@@ -1,${before} +1,${after} @@\n${lines.join("\n")}\n`);
    if (result === false) return undefined;
    patched = result;
  }
  return patched;
}
