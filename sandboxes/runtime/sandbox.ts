/** The files of a project: path relative to its root → text or bytes. */
export type ProjectFiles = Record<string, string | Uint8Array>;

/** A change to one file; `null` removes it. */
export interface FileChange {
  path: string;
  contents: string | Uint8Array | null;
}

/** What a sandbox starts from. */
export interface Project {
  /** Folder name, e.g. `hello`. */
  name: string;
  files: ProjectFiles;
  /** Commands run before the first request, in order: `[["ecto.migrate"]]`. */
  setup?: string[][];
}

/** Stages of a boot, in order. */
export type BootStage = "runtime" | "files" | "database" | "application" | "ready";

/** An error as a learner reads it. */
export interface SandboxError {
  kind: "compile" | "runtime" | "timeout" | "platform";
  message: string;
  file?: string;
  line?: number;
  column?: number;
  frame?: string;
  stack?: string;
}

/** What a sandbox tells while it lives. */
export type SandboxEvent =
  | { type: "progress"; stage: BootStage; label: string; fraction: number }
  | { type: "ready" }
  /** The project was reloaded after an edit; with `error`, the version before stays in service. */
  | { type: "reloaded"; error?: SandboxError }
  /** Code of the project failed outside of a request and a reload, e.g. a promise was rejected that nobody waits for. */
  | { type: "failed"; error: SandboxError }
  /** A command or the framework wrote files (generators, the route declaration). */
  | { type: "filesChanged"; changes: FileChange[] }
  /** The preview shows another page now. `path` has the query. */
  | { type: "navigated"; path: string; title: string }
  | { type: "request"; method: string; path: string; status: number; durationMs: number }
  /** Text of a process that runs on its own (`npm install`, the development server), for the terminal. */
  | { type: "output"; text: string }
  | { type: "log"; level: "debug" | "info" | "warning" | "error"; text: string }
  /** The application was ended and started again, e.g. because of an endless loop; data is kept. */
  | { type: "restarted"; reason: SandboxError };

/** Where a command's text goes and its questions are asked. */
export interface SandboxTerminal {
  columns: number;
  write(text: string): void;
  question(prompt: string): Promise<string>;
}

/** The outcome of one test. */
export interface TestOutcome {
  name: string;
  file: string;
  status: "passed" | "failed" | "skipped";
  durationMs: number;
  /** Why it failed, with a diff where there is one; what a learner reads. */
  message?: string;
  line?: number;
}

export interface TestReport {
  outcomes: TestOutcome[];
  /** A file that could not be loaded, a hook that failed. */
  errors: SandboxError[];
  durationMs: number;
}

/** An HTTP answer, as `request` gives it. */
export interface SandboxResponse {
  status: number;
  headers: [string, string][];
  body: Uint8Array;
}

/**
 * A running project beside a guide. One interface, several implementations (embedded in the page, WebContainer);
 * `contract.ts` is the suite that all of them pass.
 */
export interface Sandbox {
  readonly kind: "embedded" | "webcontainer";
  /** Address for the preview's iframe. */
  previewUrl(path: string): string;
  /** Applies edits; resolves when the application has reloaded or failed to. */
  writeFiles(changes: FileChange[]): Promise<{ error?: SandboxError }>;
  readFiles(): Promise<ProjectFiles>;
  /** Runs `fledge <args>`; resolves to its exit code. */
  run(args: string[], terminal: SandboxTerminal): Promise<number>;
  request(request: {
    method: string;
    path: string;
    headers?: [string, string][];
    body?: Uint8Array | string;
  }): Promise<SandboxResponse>;
  /** Runs test files: those of the project by path, or `files` laid over it for this run alone (the checks of a step). */
  runTests(options: { paths?: string[]; files?: ProjectFiles }): Promise<TestReport>;
  /** Ends the application and starts it again; the database and the cookies are kept. */
  restart(): Promise<void>;
  /** Puts files and database back to `project`. */
  reset(project: Project): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts a sandbox. The project may still be on its way: the runtime starts in the meantime. Rejects with
 * `SandboxUnavailableError` when this runtime cannot run here, and with the project's own error when there is none.
 */
export type BootSandbox = (
  project: Project | Promise<Project>,
  onEvent: (event: SandboxEvent) => void,
) => Promise<Sandbox>;

/** This runtime cannot run here; `message` says why and what to do, in words for a visitor. */
export class SandboxUnavailableError extends Error {
  override name = "SandboxUnavailableError";
}
