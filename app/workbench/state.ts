import type { FileChange, ProjectFiles, SandboxError, TestReport } from "@/sandboxes/runtime/sandbox.ts";
import { type PreviewHistory, visit } from "./preview_history.ts";

/** How far the sandbox is. */
export type Boot =
  | { status: "starting"; label: string; fraction: number }
  | { status: "ready" }
  /** Nothing can run here; the message says why and what to do. */
  | { status: "unavailable"; message: string };

/** The checks of the open step. */
export type Checks =
  | { phase: "idle" }
  | { phase: "running" }
  | { phase: "done"; report: TestReport }
  | { phase: "broken"; message: string };

/** One request that the application answered. */
export interface RequestEntry {
  id: number;
  method: string;
  path: string;
  status: number;
  durationMs: number;
}

/** A line that the application logged. */
export interface LogEntry {
  id: number;
  level: "debug" | "info" | "warning" | "error";
  text: string;
}

/** A place in a file that the editor is asked to show. A new object each time, so that asking twice shows it twice. */
export interface Reveal {
  path: string;
  line: number;
  column: number;
}

export interface WorkbenchState {
  files: ProjectFiles;
  tabs: string[];
  active: string | null;
  reveal: Reveal | null;
  /** Index of the open step. */
  step: number;
  /** Ids of the steps whose checks have passed. */
  completed: string[];
  boot: Boot;
  /** Why the last edit is not in service. */
  error: SandboxError | null;
  checks: Checks;
  /** What keeps the buttons of the step from being pressed. */
  busy: "solve" | "reset" | "export" | "step" | null;
  /** What brings back the files that Solve, Reset or a deletion took. */
  undo: { label: string; changes: FileChange[] } | null;
  /** What a screen reader is told, and what a status line shows. */
  announcement: string;
  /** A lasting message about how this page works now, e.g. that another runtime took over. */
  notice: string;
  /** Another tab keeps the work on this guide; edits here are not saved. */
  elsewhere: boolean;
  preview: PreviewHistory;
  /** Whether the preview has shown a page of the application yet. */
  shown: boolean;
  /** The page that the preview was last asked for. A new object each time, so that asking twice loads it twice. */
  visit: { path: string };
  requests: RequestEntry[];
  log: LogEntry[];
}

/** The state before anything is loaded. */
export function initialState(): WorkbenchState {
  return {
    files: {},
    tabs: [],
    active: null,
    reveal: null,
    step: 0,
    completed: [],
    boot: { status: "starting", label: "Loading the guide", fraction: 0 },
    error: null,
    checks: { phase: "idle" },
    busy: null,
    undo: null,
    announcement: "",
    notice: "",
    elsewhere: false,
    preview: visit({ entries: [], index: -1 }, "/"),
    shown: false,
    visit: { path: "/" },
    requests: [],
    log: [],
  };
}
