import type { FileChange, Project, ProjectFiles } from "../sandboxes/runtime/sandbox.ts";

/** A file in JSON: text, or bytes in base64. */
export type EncodedFile = string | { base64: string };

/** One step in `public/generated/guides/<slug>.json`. */
export interface StepData {
  id: string;
  title: string;
  open?: string;
  path?: string;
  /** Status of that page, when it is not 200. */
  status?: number;
  hint?: string;
  /** What the step changes before the reader begins; normally nothing. `null` removes a file. */
  start: Record<string, EncodedFile | null>;
  /** What the reader is to change. `null` removes a file. */
  solution: Record<string, string | null>;
  /** The step's test files, laid over the project while they run. */
  check: Record<string, string>;
  commands: string[][];
}

/** A guide as the build writes it and the browser fetches it. */
export interface GuideData {
  slug: string;
  title: string;
  project: { name: string; files: Record<string, EncodedFile> };
  setup: string[][];
  steps: StepData[];
}

function decode(file: EncodedFile): string | Uint8Array {
  return typeof file === "string" ? file : Uint8Array.from(atob(file.base64), (byte) => byte.charCodeAt(0));
}

function apply(files: ProjectFiles, changes: Record<string, EncodedFile | null>): void {
  for (const [path, file] of Object.entries(changes)) {
    if (file === null) delete files[path];
    else files[path] = decode(file);
  }
}

/**
 * The project as it is when a step begins: the base with every earlier step solved. `index === steps.length` is the
 * project at the end of the guide.
 *
 * @example
 * const sandbox = await boot(projectAtStep(await fetchGuide("routing"), 2), onEvent);
 */
export function projectAtStep(guide: GuideData, index: number): Project {
  const files: ProjectFiles = {};
  apply(files, guide.project.files);
  const setup = [...guide.setup];
  for (const step of guide.steps.slice(0, index)) {
    apply(files, step.start);
    apply(files, step.solution);
    setup.push(...step.commands);
  }
  const current = guide.steps[index];
  if (current) apply(files, current.start);
  return { name: guide.project.name, files, setup: dropRepeated(setup) };
}

/** Keeps the last of equal commands: all files are there before the first runs, so `ecto.migrate` is needed once. */
function dropRepeated(commands: string[][]): string[][] {
  const keys = commands.map((command) => command.join("\0"));
  return commands.filter((_, at) => keys.lastIndexOf(keys[at]!) === at);
}

const migration = /^(priv\/repo\/migrations\/)\d+_(.+)$/;

/**
 * What Solve writes, given the paths that the reader's project has now. A migration that the reader generated under
 * another timestamp is filled in, rather than joined by a second one of the same name.
 */
export function solutionChanges(step: StepData, existing: Iterable<string>): FileChange[] {
  const paths = [...existing];
  return Object.entries(step.solution).map(([path, contents]) => {
    const [, folder, name] = migration.exec(path) ?? [];
    const own = folder && paths.find((other) => migration.exec(other)?.[2] === name);
    return { path: own || path, contents };
  });
}

/** Loads a guide's project and steps from the site. Rejects when there is no such guide. */
export async function fetchGuide(slug: string): Promise<GuideData> {
  const response = await fetch(`/generated/guides/${slug}.json`);
  if (!response.ok) throw new Error(`The guide "${slug}" could not be loaded (${response.status}).`);
  return (await response.json()) as GuideData;
}
