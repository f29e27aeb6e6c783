import { type GuideData, projectAtStep } from "@/content/guide_data.ts";
import type { ProjectFiles, Sandbox, SandboxTerminal } from "@/sandboxes/runtime/sandbox.ts";
import { whileBusy } from "./busy.ts";
import type { EditQueue } from "./edit_queue.ts";
import { applyChanges, changesBetween, pendingCommands, solve, solvedProject } from "./lesson.ts";
import type { WorkbenchState } from "./state.ts";
import type { Store } from "./store.ts";
import type { Work } from "./work.ts";

/** What the steps work on. */
export interface StepsOptions {
  store: Store<WorkbenchState>;
  work: Work;
  edits: EditQueue;
  /** Runs `fledge <args>` where the learner sees it; resolves to the exit code. */
  command: (args: string[]) => Promise<number>;
  /** Opens a page in the preview. */
  visit: (path: string) => void;
}

/** The steps of the guide: their files, their checks, and the commands that the database needs for them. */
export class Steps {
  readonly #store: Store<WorkbenchState>;
  readonly #work: Work;
  readonly #edits: EditQueue;
  readonly #command: StepsOptions["command"];
  readonly #visit: StepsOptions["visit"];
  /** Commands on the database that have run since it was made. */
  readonly #ran = new Set<string>();
  #sandbox: Sandbox | undefined;

  constructor({ store, work, edits, command, visit }: StepsOptions) {
    this.#store = store;
    this.#work = work;
    this.#edits = edits;
    this.#command = command;
    this.#visit = visit;
  }

  get #state(): WorkbenchState {
    return this.#store.get();
  }

  /** The steps are worked on in this sandbox from now on; it has run the commands of `setup`. */
  connect(sandbox: Sandbox, setup: string[][]): void {
    this.#sandbox = sandbox;
    for (const command of setup) this.#ran.add(command.join(" "));
  }

  /** Runs `fledge <args>` on the files as they are, or says why it cannot now. */
  async run(args: string[], terminal: SandboxTerminal): Promise<number> {
    if (!this.#sandbox) {
      terminal.write("The sandbox is still starting. Try again in a moment.\n");
      return 1;
    }
    await this.#edits.flush();
    const code = await this.#sandbox.run(args, terminal);
    if (code === 0) this.#ran.add(args.join(" "));
    return code;
  }

  /** Commands that bring a new database to where the learner is. */
  setup(step: number): string[][] {
    const guide = this.#work.guide!;
    const done = this.#state.completed.includes(guide.steps[step]?.id ?? "");
    return (done ? solvedProject(guide, step) : projectAtStep(guide, step)).setup ?? [];
  }

  /** Goes to a step. Files that the learner has not touched are put where that step begins; others stay. */
  async goTo(step: number): Promise<void> {
    const guide = this.#work.guide;
    const next = guide?.steps[step];
    if (!guide || !next || this.#state.busy) return;
    const before = this.#state;
    const start = projectAtStep(guide, step).files;
    const untouched = this.#isUntouched(guide, before);
    this.#store.set({ step, checks: { phase: "idle" }, undo: null, reveal: null, busy: "step" });
    try {
      if (untouched && step > before.step) await this.#replaceFiles(start, this.setup(step));
    } finally {
      this.#store.set({ busy: null });
    }
    if (next.open) this.#work.open(next.open);
    if (next.path) this.#visit(next.path);
    this.#work.saveSoon();
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
    await this.#work.replaceFiles(files, more);
    if (!this.#sandbox) return;
    for (const command of pendingCommands(setup, this.#ran)) {
      const code = await this.#command(command);
      if (code !== 0)
        throw new Error(`fledge ${command.join(" ")} ended with code ${code}; the terminal says why.`);
    }
  }

  /** Runs the step's check and keeps what came out. */
  async runChecks(): Promise<void> {
    const step = this.#work.guide?.steps[this.#state.step];
    if (!step || !this.#sandbox || this.#state.checks.phase === "running") return;
    this.#store.set({ checks: { phase: "running" }, announcement: "Running the checks" });
    try {
      await this.#edits.flush();
      const report = await this.#sandbox.runTests({ files: step.check });
      const passed = report.outcomes.filter((outcome) => outcome.status === "passed").length;
      const failed = report.outcomes.filter((outcome) => outcome.status === "failed").length;
      const good = failed === 0 && report.errors.length === 0 && passed > 0;
      const { completed } = this.#state;
      this.#store.set({
        checks: { phase: "done", report },
        completed: good && !completed.includes(step.id) ? [...completed, step.id] : completed,
        announcement: good
          ? `All ${passed} checks passed. The step is done.`
          : `${passed} passed, ${failed + report.errors.length} failed.`,
      });
      this.#work.saveSoon();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#store.set({ checks: { phase: "broken", message }, announcement: message });
    }
  }

  /** Writes the step's solution and runs its commands. */
  async solve(): Promise<void> {
    const guide = this.#work.guide;
    if (!guide) return;
    const { step, files } = this.#state;
    await whileBusy(this.#store, "solve", async () => {
      const setup = solvedProject(guide, step).setup ?? [];
      // A command that ran before the step's files were there has to run again after them.
      for (const command of guide.steps[step]?.commands ?? []) this.#ran.delete(command.join(" "));
      const goal = solve(guide, step, files);
      const undo = { label: "The solution was applied", changes: changesBetween(goal, files) };
      await this.#replaceFiles(goal, setup, { undo });
      this.#store.set({ announcement: "The solution was applied." });
    });
    const target = guide.steps[step];
    if (target?.open) this.#work.open(target.open);
    if (target?.path) this.#visit(target.path);
  }

  /** Puts files and database back to where the step begins. */
  async reset(): Promise<void> {
    const guide = this.#work.guide;
    if (!guide) return;
    const { step, files, completed } = this.#state;
    await whileBusy(this.#store, "reset", async () => {
      const project = projectAtStep(guide, step);
      this.#edits.discard();
      this.#work.setFiles(project.files, {
        undo: { label: "The step was reset", changes: changesBetween(project.files, files) },
        checks: { phase: "idle" },
        completed: completed.filter((id) => id !== guide.steps[step]?.id),
        error: null,
      });
      await this.#sandbox?.reset(project);
      this.#ran.clear();
      for (const command of project.setup ?? []) this.#ran.add(command.join(" "));
      const open = guide.steps[step]?.open;
      if (open) this.#work.open(open);
      this.#store.set({ announcement: "Files and database are as the step begins." });
    });
  }

  /** Gives up the way back. */
  keep(): void {
    this.#store.set({ undo: null });
  }

  /** Brings back the files of before Solve or Reset. */
  async undo(): Promise<void> {
    const { undo } = this.#state;
    if (!undo) return;
    await whileBusy(this.#store, "reset", async () => {
      await this.#replaceFiles(applyChanges(this.#state.files, undo.changes), [], { undo: null });
      this.#store.set({ announcement: "Your files are back." });
    });
  }
}

/** Files that the framework writes by itself; they say nothing about what the learner did. */
const generated = /(^|\/)routes\.d\.ts$/;
