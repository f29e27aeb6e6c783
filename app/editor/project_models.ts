import type { ProjectFiles } from "@/sandboxes/runtime/sandbox.ts";
import { languageFor, type Monaco } from "./monaco.ts";

type TextModel = ReturnType<Monaco["editor"]["createModel"]>;

/**
 * One model of the editor for each text file of the project, so that an error in one file that another causes is seen.
 * `onEdit` hears what the learner types, and nothing that `sync` writes.
 */
export class ProjectModels {
  readonly #monaco: Monaco;
  readonly #onEdit: (path: string, text: string) => void;
  readonly #models = new Map<string, { model: TextModel; dispose: () => void }>();
  #syncing = false;

  constructor(monaco: Monaco, onEdit: (path: string, text: string) => void) {
    this.#monaco = monaco;
    this.#onEdit = onEdit;
  }

  get(path: string): TextModel | undefined {
    return this.#models.get(path)?.model;
  }

  get paths(): string[] {
    return [...this.#models.keys()];
  }

  /** Makes the models what the files are. Gives whether anything was different. */
  sync(files: ProjectFiles): boolean {
    let changed = false;
    this.#syncing = true;
    try {
      for (const [path, entry] of this.#models) {
        if (typeof files[path] === "string") continue;
        entry.dispose();
        this.#models.delete(path);
        changed = true;
      }
      for (const [path, text] of Object.entries(files)) {
        if (typeof text !== "string") continue;
        const model = this.#models.get(path)?.model;
        if (!model) this.#add(path, text);
        else if (model.getValue() === text) continue;
        // An edit rather than a new value: the cursor stays, and it can be undone.
        else model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
        changed = true;
      }
    } finally {
      this.#syncing = false;
    }
    return changed;
  }

  #add(path: string, text: string): void {
    const uri = this.#monaco.Uri.parse(`file:///${path}`);
    const model =
      this.#monaco.editor.getModel(uri) ?? this.#monaco.editor.createModel(text, languageFor(path), uri);
    model.updateOptions({
      tabSize: 2,
      insertSpaces: true,
      bracketColorizationOptions: { enabled: false, independentColorPoolPerBracketType: false },
    });
    // Line ends other than \n would make every comparison with the project's text fail.
    model.setEOL(0);
    const subscription = model.onDidChangeContent(() => {
      if (!this.#syncing) this.#onEdit(path, model.getValue());
    });
    const dispose = () => {
      subscription.dispose();
      model.dispose();
    };
    this.#models.set(path, { model, dispose });
  }

  dispose(): void {
    for (const entry of this.#models.values()) entry.dispose();
    this.#models.clear();
  }
}
