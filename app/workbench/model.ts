import { fetchGuide, type GuideData } from "@/content/guide_data.ts";
import {
  type FileChange,
  type Project,
  type ProjectFiles,
  type Sandbox,
  type SandboxEvent,
  SandboxUnavailableError,
} from "@/sandboxes/runtime/sandbox.ts";
import { TerminalSession } from "../terminal/terminal_session.ts";
import { bootSandbox, type RuntimeName, type Runtimes } from "./boot_sandbox.ts";
import { whileBusy } from "./busy.ts";
import { EditQueue } from "./edit_queue.ts";
import { applyChanges, changesBetween } from "./lesson.ts";
import type { Place } from "./place.ts";
import { current, move, visit } from "./preview_history.ts";
import type { SavedWork } from "./saved_work.ts";
import { initialState, type WorkbenchState } from "./state.ts";
import { Steps } from "./steps.ts";
import { Store } from "./store.ts";
import { Work } from "./work.ts";

/** What the model needs from outside; a test gives its own. */
export interface WorkbenchOptions {
  slug: string;
  runtime: RuntimeName;
  runtimes: Runtimes;
  load: (slug: string) => Promise<SavedWork | undefined>;
  save: (slug: string, work: SavedWork) => Promise<void>;
  fetchGuide?: (slug: string) => Promise<GuideData>;
}

const keptEntries = 200;

/** All that the page of a guide does, without its looks. */
export class WorkbenchModel {
  readonly store = new Store<WorkbenchState>(initialState());
  readonly terminal: TerminalSession;
  readonly work: Work;
  readonly steps: Steps;
  readonly #options: WorkbenchOptions;
  readonly #edits: EditQueue;
  #sandbox: Sandbox | undefined;
  /** The files as the sandbox has them, while it starts. */
  #given: ProjectFiles = {};
  #entry = 0;
  #stopped = false;

  constructor(options: WorkbenchOptions) {
    this.#options = options;
    this.#edits = new EditQueue((error) => this.store.set({ error: error ?? null }));
    this.work = new Work(this.store, this.#edits, (work) => options.save(options.slug, work));
    this.terminal = new TerminalSession({
      files: () => this.#state.files,
      run: (args, terminal) => this.steps.run(args, terminal),
    });
    this.steps = new Steps({
      store: this.store,
      work: this.work,
      edits: this.#edits,
      command: (args) => this.terminal.command(args),
      visit: (path) => this.visit(path),
    });
  }

  get #state(): WorkbenchState {
    return this.store.get();
  }

  get guide(): GuideData | undefined {
    return this.work.guide;
  }

  get sandbox(): Sandbox | undefined {
    return this.#sandbox;
  }

  /** Loads the guide and the work kept on it, and boots at the same time. */
  async start(place: Place): Promise<void> {
    const project = this.#load(place);
    // Where the runtime fails first, nobody waits for the project.
    project.catch(() => {});
    try {
      await this.#boot(project);
    } catch (error) {
      if (!(error instanceof SandboxUnavailableError)) console.error(error);
      const message = error instanceof Error ? error.message : String(error);
      this.store.set({ boot: { status: "unavailable", message } });
    }
  }

  /** Ends the sandbox; what is not saved yet is saved. */
  stop(): void {
    this.#stopped = true;
    this.work.saveNow();
    this.#edits.connect(undefined);
    void this.#sandbox?.stop();
  }

  /** Puts the guide and the work kept on it into the state; gives the project that they make. */
  async #load(place: Place): Promise<Project> {
    const { slug } = this.#options;
    const [guide, saved] = await Promise.all([
      (this.#options.fetchGuide ?? fetchGuide)(slug),
      this.#options.load(slug).catch(() => {
        this.store.set({
          notice: "This browser does not keep data for this site: edits last until the tab is closed.",
        });
        return undefined;
      }),
    ]);
    this.work.restore(guide, saved, place);
    this.#given = this.#state.files;
    return { name: guide.project.name, files: this.#given, setup: this.steps.setup(this.#state.step) };
  }

  async #boot(project: Promise<Project>): Promise<void> {
    const { runtime, runtimes } = this.#options;
    const { sandbox, notice } = await bootSandbox(runtimes, runtime, project, (event) => this.#on(event));
    if (this.#stopped) {
      void sandbox.stop();
      return;
    }
    this.#sandbox = sandbox;
    this.steps.connect(sandbox, (await project).setup ?? []);
    // Edits made while it started are in the state, and not in the project that it started from.
    this.#edits.discard();
    this.#edits.connect((changes) => sandbox.writeFiles(changes));
    const made = changesBetween(this.#given, this.#state.files);
    if (made.length > 0) this.#edits.add(made);
    this.store.set({ boot: { status: "ready" }, ...(notice && { notice }) });
  }

  #on(event: SandboxEvent): void {
    if (this.#stopped) return;
    switch (event.type) {
      case "progress":
        if (this.#state.boot.status !== "ready")
          this.store.set({ boot: { status: "starting", label: event.label, fraction: event.fraction } });
        break;
      case "reloaded":
        this.store.set({ error: event.error ?? null });
        break;
      case "failed":
        this.store.set({ error: event.error, announcement: event.error.message });
        break;
      case "restarted":
        this.store.set({
          error: event.reason,
          announcement: `The application was restarted: ${event.reason.message}`,
        });
        break;
      case "filesChanged":
        this.#filesChanged(event.changes);
        break;
      case "navigated":
        this.store.set({ preview: visit(this.#state.preview, event.path), shown: true });
        break;
      case "request": {
        const { method, path, status, durationMs } = event;
        const entry = { id: ++this.#entry, method, path, status, durationMs };
        this.store.set({ requests: [...this.#state.requests, entry].slice(-keptEntries) });
        break;
      }
      case "output":
        this.terminal.print(event.text);
        break;
      case "log": {
        const entry = { id: ++this.#entry, level: event.level, text: event.text };
        this.store.set({ log: [...this.#state.log, entry].slice(-keptEntries) });
        break;
      }
    }
  }

  #filesChanged(changes: FileChange[]): void {
    if (!this.#sandbox) this.#given = applyChanges(this.#given, changes);
    this.work.setFiles(applyChanges(this.#state.files, changes));
  }

  /** The project with the framework in it, as a zip to download. */
  async exportZip(): Promise<{ name: string; bytes: Uint8Array } | undefined> {
    let result: { name: string; bytes: Uint8Array } | undefined;
    await whileBusy(this.store, "export", async () => {
      const [{ exportProject }, response] = await Promise.all([
        import("@/sandboxes/export.ts"),
        fetch("/generated/fledge.tgz"),
      ]);
      if (!response.ok) throw new Error(`The framework's package could not be loaded (${response.status}).`);
      const tarball = new Uint8Array(await response.arrayBuffer());
      const name = this.guide?.project.name ?? "project";
      result = { name: `${name}.zip`, bytes: exportProject(name, this.#state.files, tarball) };
      this.store.set({ announcement: `${name}.zip was made.` });
    });
    return result;
  }

  /** Opens a page in the preview, or loads it again when it is the one shown. */
  visit(path: string): void {
    this.store.set({ preview: visit(this.#state.preview, path), visit: { path } });
  }

  /** Goes back or forward among the pages that the preview has shown. */
  move(delta: number): void {
    const preview = move(this.#state.preview, delta);
    this.store.set({ preview, visit: { path: current(preview) } });
  }

  async restart(): Promise<void> {
    await whileBusy(this.store, "step", async () => {
      await this.#sandbox?.restart();
      this.store.set({ error: null, announcement: "The application was restarted." });
    });
  }
}
