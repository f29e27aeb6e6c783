import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ProjectFiles } from "../../sandboxes/runtime/sandbox.ts";
import { courses } from "../course.ts";
import { type EncodedFile, type GuideData, projectAtStep } from "../guide_data.ts";
import { guides } from "../guides/index.ts";
import { GuideError } from "./errors.ts";
import { CodeHighlighter } from "./highlight.ts";
import { compileProse } from "./mdx.ts";
import { patchText } from "./patch.ts";
import { type GuideSource, readGuide, type StepSource } from "./read_guide.ts";
import { captureCommand, newProject } from "./run_commands.ts";

/** Builds every guide below `root`, the repository's folder. Throws `GuideError` for what is wrong in a guide's files. */
export async function buildGuides(root: string): Promise<void> {
  checkCourse(root);
  const highlighter = await CodeHighlighter.create();
  const prose: Record<string, Record<string, string>> = {};
  const data: GuideData[] = [];
  for (const guide of guides) {
    const source = readGuide(root, guide);
    const built = await guideData(source);
    prose[guide.slug] = await guideProse(source, built, highlighter);
    data.push(built);
  }
  // Written at the end: a guide with a mistake leaves what was built before.
  writeData(join(root, "public/generated/guides"), data);
  writeProse(join(root, "content/generated/prose"), prose);
}

/** The list of guides, the course's outline and the folders must agree. */
function checkCourse(root: string): void {
  const list = "content/guides/index.ts";
  for (const guide of guides) {
    const file = `content/guides/${guide.slug}/guide.ts`;
    const entry = courses.find((candidate) => candidate.slug === guide.slug);
    if (!entry) throw new GuideError(file, `the slug "${guide.slug}" is not in content/course.ts`);
    if (entry.number !== guide.number) {
      throw new GuideError(file, `the number is ${guide.number}, but content/course.ts says ${entry.number}`);
    }
    if (guides.filter((other) => other.slug === guide.slug).length > 1) {
      throw new GuideError(list, `the guide "${guide.slug}" is listed twice`);
    }
  }
  for (const entry of readdirSync(join(root, "content/guides"), { withFileTypes: true })) {
    if (entry.isDirectory() && !guides.some((guide) => guide.slug === entry.name)) {
      throw new GuideError(`content/guides/${entry.name}`, `the guide is not listed in ${list}`);
    }
  }
}

async function guideData({ guide, file, start, steps }: GuideSource): Promise<GuideData> {
  const { name, files } = await newProject(guide.project, file);
  const data: GuideData = {
    slug: guide.slug,
    title: guide.title,
    project: { name, files: encodeFiles({ ...files, ...start }) },
    setup: guide.setup ?? [],
    steps: [],
  };
  for (const source of steps) {
    const { id, title, open, path, status, hint, commands = [] } = source.step;
    const before = projectAtStep(data, data.steps.length).files;
    if (open !== undefined && !(open in before)) {
      throw new GuideError(file, `step "${id}" opens ${open}, which the project does not have by then`);
    }
    const solution = solve(source, before);
    data.steps.push({
      id,
      title,
      open,
      path,
      status,
      hint,
      start: {},
      solution,
      check: source.check,
      commands,
    });
  }
  return data;
}

/** The files that a step's solution leaves, its patches applied to what was there before. */
function solve(
  { solution, patches, proseFile }: StepSource,
  before: ProjectFiles,
): Record<string, string | null> {
  const folder = proseFile.replace(/step\.mdx$/, "solution");
  const solved = { ...solution };
  for (const [path, patch] of Object.entries(patches)) {
    const source = before[path];
    if (typeof source !== "string") {
      throw new GuideError(
        `${folder}/${path}.patch`,
        "patches a file that the project does not have by then",
      );
    }
    solved[path] = applyPatch(`${folder}/${path}.patch`, source, patch);
  }
  for (const [path, contents] of Object.entries(solved)) {
    if (before[path] === contents || (contents === null && !(path in before))) {
      throw new GuideError(
        `${folder}/${path}`,
        "the step does not change this file; remove it from the solution",
      );
    }
  }
  return solved;
}

function applyPatch(file: string, source: string, patch: string): string {
  let patched: string | undefined;
  try {
    patched = patchText(source, patch);
  } catch (error) {
    throw new GuideError(file, (error as Error).message);
  }
  if (patched === undefined) {
    throw new GuideError(file, `does not fit the file as it is by then:\n\n${source}`);
  }
  return patched;
}

async function guideProse(
  { steps }: GuideSource,
  data: GuideData,
  highlighter: CodeHighlighter,
): Promise<Record<string, string>> {
  const compiled: Record<string, string> = {};
  for (const [index, { step, prose, proseFile }] of steps.entries()) {
    const before = projectAtStep(data, index);
    const after = projectAtStep({ ...data, steps: data.steps.slice(0, index + 1) }, index + 1);
    compiled[step.id] = await compileProse(proseFile, prose, {
      before: textFiles(before.files),
      after: textFiles(after.files),
      highlighter,
      output: (command, of) => captureCommand(command, of === "start" ? before : after),
    });
  }
  return compiled;
}

function textFiles(files: Record<string, string | Uint8Array>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}

function encodeFiles(files: Record<string, string | Uint8Array>): Record<string, EncodedFile> {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([path, contents]) => [
      path,
      typeof contents === "string" ? contents : { base64: Buffer.from(contents).toString("base64") },
    ]),
  );
}

function writeData(folder: string, data: GuideData[]): void {
  rmSync(folder, { recursive: true, force: true });
  for (const guide of data) write(join(folder, `${guide.slug}.json`), JSON.stringify(guide));
}

/** One module a step, one a guide that gathers them, and one that loads guides by their slug. */
function writeProse(folder: string, prose: Record<string, Record<string, string>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [slug, steps] of Object.entries(prose)) {
    const ids = Object.keys(steps);
    for (const id of ids) write(join(folder, slug, `${id}.js`), withComponents(steps[id]!));
    const imports = ids.map((id, index) => `import step${index} from "./${id}.js";\n`).join("");
    const entries = ids.map((id, index) => `  "${id}": step${index},\n`).join("");
    write(join(folder, slug, "index.js"), `${imports}\nexport default {\n${entries}};\n`);
  }
  const loaders = Object.keys(prose).map((slug) => `  "${slug}": () => import("./${slug}/index.js"),\n`);
  write(join(folder, "index.js"), `export const prose = {\n${loaders.join("")}};\n`);
  write(
    join(folder, "index.d.ts"),
    'import type { StepProse } from "../../guide.ts";\n\n' +
      "export declare const prose: Record<string, () => Promise<{ default: StepProse }>>;\n",
  );
}

/** Hands the guides' components to a compiled step, whose MDX imports nothing. */
function withComponents(module: string): string {
  return (
    'import * as components from "../../../components/index.ts";\n' +
    `${module.replace("export default function MDXContent(", "function MDXContent(")}\n` +
    "export default function Step() {\n  return MDXContent({ components });\n}\n"
  );
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}
