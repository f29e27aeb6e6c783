import type {
  FileChange,
  Project,
  ProjectFiles,
  SandboxError,
  SandboxEvent,
  SandboxResponse,
  TestReport,
} from "../sandbox.ts";
import type { StoredCookie } from "./cookie_jar.ts";

/** A request of the page's own, as `Sandbox.request` takes it. */
export interface DirectRequest {
  method: string;
  path: string;
  headers?: [string, string][];
  body?: Uint8Array | string;
}

/** Which tests to run, as `Sandbox.runTests` takes it. */
export interface TestSelection {
  paths?: string[];
  files?: ProjectFiles;
}

/** What the bridge offers to the page. */
export interface BridgeApi {
  boot(project: Project): Promise<void>;
  writeFiles(changes: FileChange[]): Promise<{ error?: SandboxError }>;
  readFiles(): Promise<ProjectFiles>;
  run(run: number, args: string[], columns: number): Promise<number>;
  request(request: DirectRequest): Promise<SandboxResponse>;
  runTests(selection: TestSelection): Promise<TestReport>;
  restart(): Promise<void>;
  reset(project: Project): Promise<void>;
}

/** What the page offers to the bridge. */
export interface PageApi {
  event(event: SandboxEvent): void;
  terminalWrite(run: number, text: string): void;
  terminalQuestion(run: number, prompt: string): Promise<string>;
}

/** What an application worker is started with. */
export interface OpenOptions {
  /** Name of the sandbox, for the pages of its preview. */
  sandbox: string;
  name: string;
  files: ProjectFiles;
  /** Commands to run before the first request; empty when the worker is started again. */
  setup: string[][];
  cookies: StoredCookie[];
  /** Why the code must not be loaded until a file changes: it hung the worker before. Shown instead of every page. */
  blocked?: SandboxError;
}

/** What the application worker offers to the bridge. */
export interface WorkerApi {
  /** Opens the project and starts it; `database` leads to the PGlite worker. An error of the project's own does not reject. */
  open(options: OpenOptions, database: MessagePort): Promise<{ error?: SandboxError }>;
  /** Serves the requests that arrive through `port` (see `http_messages.ts`). */
  serve(port: MessagePort): void;
  writeFiles(changes: FileChange[]): Promise<{ error?: SandboxError }>;
  run(run: number, args: string[], columns: number): Promise<number>;
  request(request: DirectRequest): Promise<SandboxResponse>;
  runTests(selection: TestSelection): Promise<TestReport>;
  ping(): void;
}

/** What the bridge offers to the application worker. */
export interface HostApi {
  event(event: SandboxEvent): void;
  /** The jar changed; the bridge keeps it for the worker that may follow. */
  cookiesChanged(cookies: StoredCookie[]): void;
  terminalWrite(run: number, text: string): void;
  terminalQuestion(run: number, prompt: string): Promise<string>;
}

/** What the bridge asks of the PGlite worker, by `postMessage`. */
export type DatabaseMessage =
  /** Serve the application worker at the other end of `port` and no other; what the one before left open is rolled back. */
  | { type: "connect"; port: MessagePort }
  /** Drop all that the project made. */
  | { type: "reset" }
  /** Start now, even though nothing was asked yet. */
  | { type: "start" }
  | { type: "ping" };

/** What the PGlite worker tells the bridge. */
export type DatabaseReport =
  | { type: "started" }
  | { type: "pong" }
  | { type: "reset"; error?: string }
  | { type: "failed"; message: string };

/** What passes between page and bridge before they have a port. */
export type WindowMessage =
  | { fledge: "bridge"; sandbox: string }
  | { fledge: "connect"; sandbox: string }
  | { fledge: "navigated"; sandbox: string; path: string; title: string };

/** What the pages of the preview hear on the `BroadcastChannel` of their sandbox. */
export type PreviewMessage =
  | { type: "reload" }
  | { type: "styles" }
  | { type: "cookies"; cookies: VisibleCookie[] };

/** A cookie that scripts of the preview may see. */
export interface VisibleCookie {
  name: string;
  value: string;
  path: string;
}

/** Name of the `BroadcastChannel` of a sandbox. */
export function channelName(sandbox: string): string {
  return `fledge:${sandbox}`;
}

/** What clients tell the service worker. */
export type ToServiceWorker =
  /** From the bridge: requests of `sandbox` go through the port that comes along. `lost` says why the one before is dead. */
  | { type: "port"; sandbox: string; lost?: SandboxError }
  /** From a page: a script set `document.cookie`. */
  | { type: "cookie"; cookie: string; path: string }
  /** From a page, in answer to `which`, or by itself. */
  | { type: "belongs"; sandbox: string }
  /** From the bridge: the boot is done, now is the time to keep files for a visit without a network. */
  | { type: "keep" }
  /** From the fallback page: is a sandbox alive? Answered on the port that comes along with their names. */
  | { type: "living" };

/** What the service worker asks of clients. */
export type FromServiceWorker =
  /** Of the bridge: make a port. */
  | { type: "wanted" }
  /** Of a page: which sandbox do you belong to? */
  | { type: "which" };
