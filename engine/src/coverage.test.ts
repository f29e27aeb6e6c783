import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const below = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const lines = readFileSync(below("../COVERAGE.md"), "utf8").split("\n");
const proved = lines.filter((line) => line.startsWith("- [x]"));

test("every line is ticked or not", () => {
  expect(lines.filter((line) => line.startsWith("- ") && !/^- \[[x ]\] ./.test(line))).toEqual([]);
  expect(proved.length).toBeGreaterThan(50);
});

test.each(proved)("%s", (line) => {
  const proofs = line.slice(line.lastIndexOf(" — ") + 3).split(/; (?=`)/);
  for (const proof of proofs) {
    const [, file, name] = /^`([^`]+)` (?:"(.+)"|file)$/.exec(proof) ?? [];
    expect(file, `the proof ${proof} names no file`).toBeDefined();
    expect(existsSync(below(`./${file}`)), `${file} is not there`).toBe(true);
    if (name !== undefined) expect(readFileSync(below(`./${file}`), "utf8")).toContain(JSON.stringify(name));
  }
});
