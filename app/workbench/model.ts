import { fetchGuide, type GuideData, projectAtStep } from "@/content/guide_data.ts";
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
import { EditQueue } from "./edit_queue.ts";
import { applyChanges, changesBetween, pendingCommands, solve, solvedProject } from "./lesson.ts";
import type { Place } from "./place.ts";
import { current, move, visit } from "./preview_history.ts";
import type { SavedWork } from "./saved_work.ts";
import { initialState, type WorkbenchState } from "./state.ts";
import { Store } from "./store.ts";

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
const saveDelayMs = 300;

/** All that the page of a guide does, without its looks. */
export class WorkbenchModel {
  readonly store = new Store<WorkbenchState>(initialState());
  readonly terminal: TerminalSession;
  readonly #options: WorkbenchOptions;
  readonly #edits: EditQueue;
  /** Commands on the database that have run since it was made. */
  readonly #ran = new Set<string>();
  #guide: GuideData | undefined;
  #sandbox: Sandbox | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  /** The files as the sandbox has them, while it starts. */
  #given: ProjectFiles = {};
  #entry = 0;
  #stopped = false;

  constructor(options: WorkbenchOptions) {
    this.#options = options;
    this.#edits = new EditQueue((error) => this.store.set({ error: error ?? null }));
    this.terminal = new TerminalSession({
      files: () => this.#state.files,
      run: async (args, terminal) => {
        if (!this.#sandbox) {
          terminal.write("The sandbox is still starting. Try again in a moment.\n");
          return 1;
        }
        await this.#edits.flush();
        const code = await this.#sandbox.run(args, terminal);
        if (code === 0) this.#ran.add(args.join(" "));
        return code;
      },
    });
  }

  get #state(): WorkbenchState {
    return this.store.get();
  }

  get guide(): GuideData | undefined {
    return this.#guide;
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
    this.saveNow();
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
    this.#guide = guide;
    this.#restore(guide, saved, place);
    this.#given = this.#state.files;
    return { name: guide.project.name, files: this.#given, setup: this.#setup(this.#state.step) };
  }

  #restore(guide: GuideData, saved: SavedWork | undefined, place: Place): void {
    const step =
      place.step !== undefined ? place.step - 1 : Math.min(saved?.step ?? 0, guide.steps.length - 1);
    const base = projectAtStep(guide, 0).files;
    const files = saved?.changes.length
      ? applyChanges(base, saved.changes)
      : projectAtStep(guide, step).files;
    const wanted = guide.steps[step];
    const active = [place.file, place.step === undefined ? saved?.active : undefined, wanted?.open].find(
      (path) => path && path in files,
    );
    const tabs = (saved?.tabs ?? []).filter((path) => path in files);
    if (active && !tabs.includes(active)) tabs.push(active);
    const page = place.path ?? wanted?.path ?? "/";
    this.store.set({
      files,
      step,
      tabs,
      active: active ?? tabs[0] ?? null,
      completed: saved?.completed ?? [],
      preview: visit({ entries: [], index: -1 }, page),
      visit: { path: page },
    });
  }

  async #boot(project: Promise<Project>): Promise<void> {
    const { runtime, runtimes } = this.#options;
    const { sandbox, notice } = await bootSandbox(runtimes, runtime, project, (event) => this.#on(event));
    if (this.#stopped) {
      void sandbox.stop();
      return;
    }
    this.#sandbox = sandbox;
    for (const command of (await project).setup ?? []) this.#ran.add(command.join(" "));
    // Edits made while it started are in the state, and not in the project that it started from.
    this.#edits.discard();
    this.#edits.connect((changes) => sandbox.writeFiles(changes));
    const made = changesBetween(this.#given, this.#state.files);
    if (made.length > 0) this.#edits.add(made);
    this.store.set({ boot: { status: "ready" }, ...(notice && { notice }) });
  }

  /** Commands that bring a new database to where the learner is. */
  #setup(step: number): string[][] {
    const guide = this.#guide!;
    const done = this.#state.completed.includes(guide.steps[step]?.id ?? "");
    return (done ? solvedProject(guide, step) : projectAtStep(guide, step)).setup ?? [];
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
    this.#setFiles(applyChanges(this.#state.files, changes));
  }

  #setFiles(files: ProjectFiles, more: Partial<WorkbenchState> = {}): void {
    const tabs = this.#state.tabs.filter((path) => path in files);
    const active =
      this.#state.active && this.#state.active in files ? this.#state.active : (tabs.at(-1) ?? null);
    this.store.set({ files, tabs, active, ...more });
    this.#saveSoon();
  }

  // Editing

  /** Shows a file in the editor, at a line when one is given. */
  open(path: string, line?: number, column = 1): void {
    if (!(path in this.#state.files)) return;
    const { tabs } = this.#state;
    this.store.set({
      tabs: tabs.includes(path) ? tabs : [...tabs, path],
      active: path,
      reveal: line === undefined ? null : { path, line, column },
    });
    this.#saveSoon();
  }

  /** Closes a tab; its neighbour is shown in its place. */
  close(path: string): void {
    const { tabs, active } = this.#state;
    const at = tabs.indexOf(path);
    const rest = tabs.filter((tab) => tab !== path);
    this.store.set({
      tabs: rest,
      active: active === path ? (rest[Math.min(at, rest.length - 1)] ?? null) : active,
      reveal: null,
    });
    this.#saveSoon();
  }

  /** The learner's edit of a file. */
  edit(path: string, text: string): void {
    if (this.#state.files[path] === text) return;
    this.#change([{ path, contents: text }]);
  }

  create(path: string): void {
    this.#change([{ path, contents: "" }]);
    this.open(path);
  }

  rename(from: string, to: string): void {
    const contents = this.#state.files[from];
    if (contents === undefined) return;
    const wasOpen = this.#state.tabs.includes(from);
    this.#change([
      { path: from, contents: null },
      { path: to, contents },
    ]);
    if (wasOpen) this.open(to);
  }

  remove(path: string): void {
    const contents = this.#state.files[path];
    if (contents === undefined) return;
    this.#change([{ path, contents: null }]);
    this.store.set({ undo: { label: `${path} was deleted`, changes: [{ path, contents }] } });
  }

  #change(changes: FileChange[]): void {
    this.#setFiles(applyChanges(this.#state.files, changes));
    this.#edits.add(changes);
  }

  // Steps

  /** Goes to a step. Files that the learner has not touched are put where that step begins; others stay. */
  async goTo(step: number): Promise<void> {
    const guide = this.#guide;
    const next = guide?.steps[step];
    if (!guide || !next || this.#state.busy) return;
    const before = this.#state;
    const start = projectAtStep(guide, step).files;
    const untouched = this.#isUntouched(guide, before);
    this.store.set({ step, checks: { phase: "idle" }, undo: null, reveal: null, busy: "step" });
    try {
      if (untouched && step > before.step) await this.#replaceFiles(start, this.#setup(step));
    } finally {
      this.store.set({ busy: null });
    }
    if (next.open) this.open(next.open);
    if (next.path) this.visit(next.path);
    this.#saveSoon();
  }

  /** Whether the files are those that the open step begins or ends with. */
  #isUntouched(guide: GuideData, { files, step }: WorkbenchState): boolean {
    const ours = [projectAtStep(guide, step).files, solvedProject(guide, step).files];
    return ours.some((known) => changesBetween(known, files).every((change) => generated.test(change.path)));
  }

  /** Writes all differences at once, then runs what the database still needs. */
  async #replaceFiles(
    files: ProjectFiles,
    setup: string[][],
    more: Partial<WorkbenchState> = {},
  ): Promise<void> {
    const changes = changesBetween(this.#state.files, files);
    this.#setFiles(files, more);
    this.#edits.add(changes);
    await this.#edits.flush();
    if (!this.#sandbox) return;
    for (const command of pendingCommands(setup, this.#ran)) {
      const code = await this.terminal.command(command);
      if (code !== 0)
        throw new Error(`fledge ${command.join(" ")} ended with code ${code}; the terminal says why.`);
    }
  }

  /** Runs the step's check and keeps what came out. */
  async runChecks(): Promise<void> {
    const step = this.#guide?.steps[this.#state.step];
    if (!step || !this.#sandbox || this.#state.checks.phase === "running") return;
    this.store.set({ checks: { phase: "running" }, announcement: "Running the checks" });
    try {
      await this.#edits.flush();
      const report = await this.#sandbox.runTests({ files: step.check });
      const passed = report.outcomes.filter((outcome) => outcome.status === "passed").length;
      const failed = report.outcomes.filter((outcome) => outcome.status === "failed").length;
      const good = failed === 0 && report.errors.length === 0 && passed > 0;
      const { completed } = this.#state;
      this.store.set({
        checks: { phase: "done", report },
        completed: good && !completed.includes(step.id) ? [...completed, step.id] : completed,
        announcement: good
          ? `All ${passed} checks passed. The step is done.`
          : `${passed} passed, ${failed + report.errors.length} failed.`,
      });
      this.#saveSoon();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.store.set({ checks: { phase: "broken", message }, announcement: message });
    }
  }

  /** Writes the step's solution and runs its commands. */
  async solve(): Promise<void> {
    const guide = this.#guide;
    if (!guide) return;
    const { step, files } = this.#state;
    await this.#busy("solve", async () => {
      const setup = solvedProject(guide, step).setup ?? [];
      // A command that ran before the step's files were there has to run again after them.
      for (const command of guide.steps[step]?.commands ?? []) this.#ran.delete(command.join(" "));
      const goal = solve(guide, step, files);
      const undo = { label: "The solution was applied", changes: changesBetween(goal, files) };
      await this.#replaceFiles(goal, setup, { undo });
      this.store.set({ announcement: "The solution was applied." });
    });
    const target = guide.steps[step];
    if (target?.open) this.open(target.open);
    if (target?.path) this.visit(target.path);
  }

  /** Puts files and database back to where the step begins. */
  async reset(): Promise<void> {
    const guide = this.#guide;
    if (!guide) return;
    const { step, files, completed } = this.#state;
    await this.#busy("reset", async () => {
      const project = projectAtStep(guide, step);
      this.#edits.discard();
      this.#setFiles(project.files, {
        undo: { label: "The step was reset", changes: changesBetween(project.files, files) },
        checks: { phase: "idle" },
        completed: completed.filter((id) => id !== guide.steps[step]?.id),
        error: null,
      });
      await this.#sandbox?.reset(project);
      this.#ran.clear();
      for (const command of project.setup ?? []) this.#ran.add(command.join(" "));
      const open = guide.steps[step]?.open;
      if (open) this.open(open);
      this.store.set({ announcement: "Files and database are as the step begins." });
    });
  }

  /** Gives up the way back. */
  keep(): void {
    this.store.set({ undo: null });
  }

  /** Brings back the files of before Solve or Reset. */
  async undo(): Promise<void> {
    const { undo } = this.#state;
    if (!undo) return;
    await this.#busy("reset", async () => {
      await this.#replaceFiles(applyChanges(this.#state.files, undo.changes), [], { undo: null });
      this.store.set({ announcement: "Your files are back." });
    });
  }

  /** Runs something that changes the whole project; buttons wait, and what fails is said. */
  async #busy(what: NonNullable<WorkbenchState["busy"]>, work: () => Promise<void>): Promise<void> {
    if (this.#state.busy) return;
    this.store.set({ busy: what });
    try {
      await work();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.store.set({ announcement: message, error: { kind: "platform", message } });
    } finally {
      this.store.set({ busy: null });
    }
  }

  /** The project with the framework in it, as a zip to download. */
  async exportZip(): Promise<{ name: string; bytes: Uint8Array } | undefined> {
    let result: { name: string; bytes: Uint8Array } | undefined;
    await this.#busy("export", async () => {
      const [{ exportProject }, response] = await Promise.all([
        import("@/sandboxes/export.ts"),
        fetch("/generated/fledge.tgz"),
      ]);
      if (!response.ok) throw new Error(`The framework's package could not be loaded (${response.status}).`);
      const tarball = new Uint8Array(await response.arrayBuffer());
      const name = this.#guide?.project.name ?? "project";
      result = { name: `${name}.zip`, bytes: exportProject(name, this.#state.files, tarball) };
      this.store.set({ announcement: `${name}.zip was made.` });
    });
    return result;
  }

  // Preview

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
    await this.#busy("step", async () => {
      await this.#sandbox?.restart();
      this.store.set({ error: null, announcement: "The application was restarted." });
    });
  }

  // Keeping the work

  /** Says whether another tab keeps the work on this guide. */
  setElsewhere(elsewhere: boolean): void {
    if (this.#state.elsewhere === elsewhere) return;
    this.store.set({ elsewhere });
    if (!elsewhere) this.#saveSoon();
  }

  #saveSoon(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => this.saveNow(), saveDelayMs);
  }

  /** Keeps the work as it is now; called on its own after edits, and when the page goes out of sight. */
  saveNow(): void {
    clearTimeout(this.#saveTimer);
    const guide = this.#guide;
    if (!guide || this.#state.elsewhere) return;
    const { files, step, completed, tabs, active } = this.#state;
    const changes = changesBetween(projectAtStep(guide, 0).files, files);
    void this.#options.save(this.#options.slug, { changes, step, completed, tabs, active }).catch(() => {
      this.store.set({ notice: "Your edits could not be saved in this browser. Export keeps them." });
    });
  }
}

/** Files that the framework writes by itself; they say nothing about what the learner did. */
const generated = /(^|\/)routes\.d\.ts$/;
