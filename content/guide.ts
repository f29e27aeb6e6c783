import type { ComponentType } from "react";

/** One step of a guide: prose, what the reader changes, and the check that proves it. */
export interface Step {
  /** Folder name below `steps/`, and the anchor: `a-new-route`. */
  id: string;
  title: string;
  /** File opened in the editor when the step is entered. */
  open?: string;
  /** Page shown in the preview when the step is entered. */
  path?: string;
  /** What that page answers with at the end of the guide, when it is not 200: a guide on errors shows errors. */
  status?: number;
  /** One or two sentences for a reader whose check failed. */
  hint?: string;
  /** Commands that the solution runs after its files, as the reader does in the terminal: `[["ecto.migrate"]]`. */
  commands?: string[][];
}

/** A guide as its `guide.ts` declares it. */
export interface Guide {
  /** Address: the specification's file name without its number. */
  slug: string;
  /** Place in the course: the number of the specification's file. */
  number: number;
  title: string;
  /** One sentence for the course map. */
  summary: string;
  /** `fledge new` is run with these arguments to make the project; the first is its name. */
  project: string[];
  /** Commands that run before the first step: `[["ecto.create"]]`. */
  setup?: string[][];
  steps: Step[];
}

/** Prose of each step by its id: the default export of `steps/<id>/step.mdx`. */
export type StepProse = Record<string, ComponentType>;

/** Types a guide. The build checks what types cannot: folders, files, checks. */
export function defineGuide(guide: Guide): Guide {
  return guide;
}
