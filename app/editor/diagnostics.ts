import type { Monaco } from "./monaco.ts";
import type { ProjectModels } from "./project_models.ts";

type Worker = Awaited<ReturnType<Awaited<ReturnType<Monaco["typescript"]["getTypeScriptWorker"]>>>>;
type Diagnostic = Awaited<ReturnType<Worker["getSemanticDiagnostics"]>>[number];
type Marker = Parameters<Monaco["editor"]["setModelMarkers"]>[2][number];

const owner = "fledge";
const delayMs = 200;
const isCode = /\.[cm]?tsx?$/;

/** A message and what it follows from, one below the other. */
function messageText(text: Diagnostic["messageText"], indent = ""): string {
  if (typeof text === "string") return indent + text;
  const rest = (text.next ?? []).map((next) => messageText(next, `${indent}  `));
  return [indent + text.messageText, ...rest].join("\n");
}

/**
 * Type errors of the whole project, found again a moment after any file changed. Monaco by itself looks again only at the
 * file that changed, so that an error in another one would stay, or never show.
 */
export class Diagnostics {
  readonly #monaco: Monaco;
  readonly #models: ProjectModels;
  readonly #onCounts: (counts: ReadonlyMap<string, number>) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;

  constructor(
    monaco: Monaco,
    models: ProjectModels,
    onCounts: (counts: ReadonlyMap<string, number>) => void,
  ) {
    this.#monaco = monaco;
    this.#models = models;
    this.#onCounts = onCounts;
  }

  /** Looks again soon; the file named `first` before the others. */
  schedule(first: string | null): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(first), delayMs);
  }

  async #run(first: string | null): Promise<void> {
    const round = ++this.#round;
    const paths = this.#models.paths.filter((path) => isCode.test(path));
    paths.sort((a, b) => Number(b === first) - Number(a === first));
    const uris = paths.map((path) => this.#models.get(path)!.uri);
    const connect = await this.#monaco.typescript.getTypeScriptWorker();
    const worker = await connect(...uris);
    const counts = new Map<string, number>();
    for (const path of paths) {
      const model = this.#models.get(path);
      if (!model) continue;
      const version = model.getVersionId();
      const name = model.uri.toString();
      const found = (
        await Promise.all([worker.getSyntacticDiagnostics(name), worker.getSemanticDiagnostics(name)])
      ).flat();
      // A newer round is on its way, and this text is gone: markers would stand in the wrong places.
      if (round !== this.#round || model.isDisposed()) return;
      if (model.getVersionId() !== version) continue;
      const markers = found.map((diagnostic) => this.#marker(model, diagnostic));
      this.#monaco.editor.setModelMarkers(model, owner, markers);
      const errors = markers.filter((marker) => marker.severity === this.#monaco.MarkerSeverity.Error).length;
      if (errors > 0) counts.set(path, errors);
    }
    this.#onCounts(counts);
  }

  #marker(model: NonNullable<ReturnType<ProjectModels["get"]>>, diagnostic: Diagnostic): Marker {
    const start = model.getPositionAt(diagnostic.start ?? 0);
    const end = model.getPositionAt((diagnostic.start ?? 0) + (diagnostic.length ?? 1));
    const severity = this.#monaco.MarkerSeverity;
    const ranks = [severity.Warning, severity.Error, severity.Hint, severity.Info];
    return {
      severity: ranks[diagnostic.category] ?? severity.Error,
      message: messageText(diagnostic.messageText),
      code: String(diagnostic.code),
      source: "ts",
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#round++;
  }
}
