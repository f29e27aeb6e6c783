import { type GuideData, projectAtStep, solutionChanges } from "@/content/guide_data.ts";
import type { FileChange, Project, ProjectFiles } from "@/sandboxes/runtime/sandbox.ts";

/** `files` after `changes`, as a new record. */
export function applyChanges(files: ProjectFiles, changes: FileChange[]): ProjectFiles {
  const result = { ...files };
  for (const { path, contents } of changes) {
    if (contents === null) delete result[path];
    else result[path] = contents;
  }
  return result;
}

function sameContents(a: string | Uint8Array | undefined, b: string | Uint8Array | undefined): boolean {
  if (a === b) return true;
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array) || a.length !== b.length) return false;
  return a.every((byte, i) => byte === b[i]);
}

/** The changes that turn `from` into `to`, in the order of their paths. */
export function changesBetween(from: ProjectFiles, to: ProjectFiles): FileChange[] {
  const changes: FileChange[] = [];
  for (const path of Object.keys(from)) if (!(path in to)) changes.push({ path, contents: null });
  for (const [path, contents] of Object.entries(to)) {
    if (!(path in from) || !sameContents(from[path], contents)) changes.push({ path, contents });
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The project when the step at `index` is solved, before anything of the next one. */
export function solvedProject(guide: GuideData, index: number): Project {
  return projectAtStep({ ...guide, steps: guide.steps.slice(0, index + 1) }, index + 1);
}

/**
 * The learner's `files` with all that the steps up to and including `index` write. A file that no step names stays
 * as it is.
 */
export function solve(guide: GuideData, index: number, files: ProjectFiles): ProjectFiles {
  const goal = solvedProject(guide, index).files;
  let result = files;
  for (const step of guide.steps.slice(0, index + 1)) {
    const started = Object.keys(step.start).map((path) => ({ path, contents: goal[path] ?? null }));
    result = applyChanges(result, started);
    // The same order as the step's solution; only a migration may stand under the learner's own path.
    const places = solutionChanges(step, Object.keys(result));
    const written = Object.keys(step.solution).map((path, i) => ({
      path: places[i]!.path,
      contents: goal[path] ?? null,
    }));
    result = applyChanges(result, written);
  }
  return result;
}

/** Commands of the setup that are not in `done` yet. */
export function pendingCommands(setup: string[][] | undefined, done: ReadonlySet<string>): string[][] {
  return (setup ?? []).filter((command) => !done.has(command.join(" ")));
}
