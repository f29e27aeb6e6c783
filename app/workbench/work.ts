import { type GuideData, projectAtStep } from "@/content/guide_data.ts";
import type { FileChange, ProjectFiles } from "@/sandboxes/runtime/sandbox.ts";
import type { EditQueue } from "./edit_queue.ts";
import { applyChanges, changesBetween } from "./lesson.ts";
import type { Place } from "./place.ts";
import { visit } from "./preview_history.ts";
import type { SavedWork } from "./saved_work.ts";
import type { WorkbenchState } from "./state.ts";
import type { Store } from "./store.ts";

const saveDelayMs = 300;

/** The files of the project, which of them are open, and what this browser keeps of them. */
export class Work {
  readonly #store: Store<WorkbenchState>;
  readonly #edits: EditQueue;
  readonly #save: (work: SavedWork) => Promise<void>;
  #guide: GuideData | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(store: Store<WorkbenchState>, edits: EditQueue, save: (work: SavedWork) => Promise<void>) {
    this.#store = store;
    this.#edits = edits;
    this.#save = save;
  }

  get #state(): WorkbenchState {
    return this.#store.get();
  }

  get guide(): GuideData | undefined {
    return this.#guide;
  }

  /** Puts the guide and the work kept on it into the state, at the place that the address names. */
  restore(guide: GuideData, saved: SavedWork | undefined, place: Place): void {
    this.#guide = guide;
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
    this.#store.set({
      files,
      step,
      tabs,
      active: active ?? tabs[0] ?? null,
      completed: saved?.completed ?? [],
      preview: visit({ entries: [], index: -1 }, page),
      visit: { path: page },
    });
  }

  /** Puts all files into the state; the sandbox has them already, or gets them in another way. */
  setFiles(files: ProjectFiles, more: Partial<WorkbenchState> = {}): void {
    const tabs = this.#state.tabs.filter((path) => path in files);
    const active =
      this.#state.active && this.#state.active in files ? this.#state.active : (tabs.at(-1) ?? null);
    this.#store.set({ files, tabs, active, ...more });
    this.saveSoon();
  }

  /** Puts all files into the state, and what differs into the sandbox; resolves when it has them. */
  replaceFiles(files: ProjectFiles, more: Partial<WorkbenchState> = {}): Promise<void> {
    const changes = changesBetween(this.#state.files, files);
    this.setFiles(files, more);
    this.#edits.add(changes);
    return this.#edits.flush();
  }

  /** Shows a file in the editor, at a line when one is given. */
  open(path: string, line?: number, column = 1): void {
    if (!(path in this.#state.files)) return;
    const { tabs } = this.#state;
    this.#store.set({
      tabs: tabs.includes(path) ? tabs : [...tabs, path],
      active: path,
      reveal: line === undefined ? null : { path, line, column },
    });
    this.saveSoon();
  }

  /** Closes a tab; its neighbour is shown in its place. */
  close(path: string): void {
    const { tabs, active } = this.#state;
    const at = tabs.indexOf(path);
    const rest = tabs.filter((tab) => tab !== path);
    this.#store.set({
      tabs: rest,
      active: active === path ? (rest[Math.min(at, rest.length - 1)] ?? null) : active,
      reveal: null,
    });
    this.saveSoon();
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
    this.#store.set({ undo: { label: `${path} was deleted`, changes: [{ path, contents }] } });
  }

  #change(changes: FileChange[]): void {
    this.setFiles(applyChanges(this.#state.files, changes));
    this.#edits.add(changes);
  }

  /** Says whether another tab keeps the work on this guide. */
  setElsewhere(elsewhere: boolean): void {
    if (this.#state.elsewhere === elsewhere) return;
    this.#store.set({ elsewhere });
    if (!elsewhere) this.saveSoon();
  }

  /** Keeps the work in a moment; called after each change of it. */
  saveSoon(): void {
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
    void this.#save({ changes, step, completed, tabs, active }).catch(() => {
      this.#store.set({ notice: "Your edits could not be saved in this browser. Export keeps them." });
    });
  }
}
