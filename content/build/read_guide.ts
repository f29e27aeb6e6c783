import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import type { Guide, Step } from "../guide.ts";
import { GuideError } from "./errors.ts";

/** A step as it stands in its folder. */
export interface StepSource {
  step: Step;
  /** Path of `step.mdx` below the repository, for messages. */
  proseFile: string;
  prose: string;
  solution: Record<string, string | null>;
  /** Unified diffs of files that the project has already, from `solution/<path>.patch`. */
  patches: Record<string, string>;
  check: Record<string, string>;
}

/** A guide with all that its folder holds. */
export interface GuideSource {
  guide: Guide;
  /** Path of `guide.ts` below the repository, for messages. */
  file: string;
  /** Files laid over what `fledge new` makes. */
  start: Record<string, string | Uint8Array>;
  steps: StepSource[];
}

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** A file with this name in `solution/` removes what its lines name. */
const removedList = ".removed";

/** Reads a guide's folder and says what is missing or out of place. Throws `GuideError`. */
export function readGuide(root: string, guide: Guide): GuideSource {
  const folder = `content/guides/${guide.slug}`;
  const file = `${folder}/guide.ts`;
  if (!existsSync(join(root, file))) {
    throw new GuideError(file, `there is no such file for the guide with the slug "${guide.slug}"`);
  }
  checkSteps(guide, file);

  const stepsFolder = `${folder}/steps`;
  const ids = new Set(guide.steps.map((step) => step.id));
  for (const name of listFolder(root, stepsFolder)) {
    if (!ids.has(name)) {
      throw new GuideError(
        `${stepsFolder}/${name}`,
        `no step has this id; add it to ${file} or remove the folder`,
      );
    }
  }
  return {
    guide,
    file,
    start: readBytesTree(root, `${folder}/start`),
    steps: guide.steps.map((step) => readStep(root, `${stepsFolder}/${step.id}`, step)),
  };
}

/** What can be said of the steps from `guide.ts` alone. */
function checkSteps(guide: Guide, file: string): void {
  if (!slugPattern.test(guide.slug)) {
    throw new GuideError(file, `the slug "${guide.slug}" must be lower-case words joined by "-"`);
  }
  if (guide.project.length === 0) {
    throw new GuideError(file, `"project" needs the project's name first: ["hello"]`);
  }
  if (guide.steps.length === 0) throw new GuideError(file, "a guide needs at least one step");
  const seen = new Set<string>();
  for (const step of guide.steps) {
    if (!slugPattern.test(step.id)) {
      throw new GuideError(file, `the step id "${step.id}" must be lower-case words joined by "-"`);
    }
    if (seen.has(step.id)) throw new GuideError(file, `two steps have the id "${step.id}"`);
    seen.add(step.id);
    if (step.path !== undefined && !step.path.startsWith("/")) {
      throw new GuideError(file, `the path "${step.path}" of step "${step.id}" must begin with "/"`);
    }
  }
}

function readStep(root: string, folder: string, step: Step): StepSource {
  if (!existsSync(join(root, folder))) {
    throw new GuideError(
      folder,
      `the step "${step.id}" has no folder; make it with a step.mdx, solution/ and a check`,
    );
  }
  const proseFile = `${folder}/step.mdx`;
  if (!existsSync(join(root, proseFile))) throw new GuideError(proseFile, "the step has no prose");

  const { solution, patches } = readSolution(root, `${folder}/solution`);
  const commands = step.commands ?? [];
  if (Object.keys({ ...solution, ...patches }).length === 0 && commands.length === 0) {
    throw new GuideError(
      `${folder}/solution`,
      "the solution is empty; put the files there that the step changes",
    );
  }
  return {
    step,
    proseFile,
    prose: readText(root, proseFile),
    solution,
    patches,
    check: readCheck(root, folder, step),
  };
}

function readSolution(root: string, folder: string): Pick<StepSource, "solution" | "patches"> {
  const solution: Record<string, string | null> = {};
  const patches: Record<string, string> = {};
  for (const path of listTree(root, folder)) {
    const text = readText(root, `${folder}/${path}`);
    if (path === removedList) {
      for (const removed of text.split("\n").filter((line) => line.trim() !== ""))
        solution[removed.trim()] = null;
    } else if (path.endsWith(".patch")) patches[path.slice(0, -".patch".length)] = text;
    else solution[path] = text;
  }
  return { solution, patches };
}

function readCheck(root: string, folder: string, step: Step): Record<string, string> {
  const names = listFolder(root, folder).filter((name) => /^check\.test\.tsx?$/.test(name));
  const [name] = names;
  if (name === undefined) {
    throw new GuideError(folder, "the step has no check; write check.test.ts or check.test.tsx");
  }
  if (names.length > 1) throw new GuideError(folder, `the step has two checks: ${names.join(" and ")}`);
  const source = readText(root, `${folder}/${name}`);
  if (!/^\s*test\(/m.test(source)) {
    throw new GuideError(`${folder}/${name}`, "the check has no test; write at least one `test(…)`");
  }
  return { [`test/checks/${step.id.replaceAll("-", "_")}${name.slice("check".length)}`]: source };
}

const readText = (root: string, path: string) => readFileSync(join(root, path), "utf8");

function readBytesTree(root: string, folder: string): Record<string, string | Uint8Array> {
  const files: Record<string, string | Uint8Array> = {};
  for (const path of listTree(root, folder)) files[path] = decodeText(readFileSync(join(root, folder, path)));
  return files;
}

/** Text where the bytes are UTF-8, otherwise the bytes. */
export function decodeText(bytes: Uint8Array): string | Uint8Array {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

function listFolder(root: string, folder: string): string[] {
  const path = join(root, folder);
  return existsSync(path) ? readdirSync(path).sort() : [];
}

/** Every file below a folder, relative to it, sorted; `[]` when there is none. */
function listTree(root: string, folder: string): string[] {
  const base = join(root, folder);
  if (!existsSync(base)) return [];
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() || statSync(join(entry.parentPath, entry.name)).isFile())
    .map((entry) => relative(base, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}
