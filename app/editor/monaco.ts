import { shikiToMonaco } from "@shikijs/monaco";
import { editor, KeyCode, languages, MarkerSeverity, Uri } from "monaco-editor/editor";
import "monaco-editor/features/register.all";
import "monaco-editor/languages/definitions/typescript/register";
import * as typescript from "monaco-editor/languages/features/typescript/register";
import { createHighlighterCore } from "shiki/core";
import { createJavaScriptRegexEngine } from "shiki/engine/javascript";
import { darkTheme, lightTheme } from "../design/code_theme.ts";
import { compilerOptions } from "./compiler_options.ts";

/** The parts of Monaco that the editor uses, in one place. */
export const monaco = { editor, languages, KeyCode, MarkerSeverity, Uri, typescript };

export type Monaco = typeof monaco;

// Bundlers find a worker only when the whole expression stands in place, so each has its own file.
globalThis.MonacoEnvironment = {
  getWorker: (_, label) =>
    label === "typescript" || label === "javascript"
      ? new Worker(new URL("./typescript.worker.ts", import.meta.url), { type: "module" })
      : new Worker(new URL("./editor.worker.ts", import.meta.url), { type: "module" }),
};

const languageOf: [ending: RegExp, language: string][] = [
  [/\.[cm]?[jt]sx?$/, "typescript"],
  [/\.css$/, "css"],
  [/\.json$/, "json"],
  [/\.html$/, "html"],
  [/\.md$/, "markdown"],
  [/\.sql$/, "sql"],
];

/** The language that a file is coloured as. */
export function languageFor(path: string): string {
  return languageOf.find(([ending]) => ending.test(path))?.[1] ?? "plaintext";
}

/** The framework's types, as `scripts/build_types.mjs` gathers them: path below the root → text. */
async function loadTypes(): Promise<Record<string, string>> {
  const response = await fetch("/generated/types.json");
  if (!response.ok) throw new Error(`The framework's types could not be loaded (${response.status}).`);
  return (await response.json()) as Record<string, string>;
}

async function prepare(): Promise<Monaco> {
  for (const id of ["css", "json", "html", "markdown", "sql"]) languages.register({ id });
  const [highlighter, types] = await Promise.all([
    createHighlighterCore({
      engine: createJavaScriptRegexEngine({ forgiving: true }),
      themes: [lightTheme, darkTheme],
      langs: [
        // Monaco has one language for .ts and .tsx; the grammar with JSX reads both.
        import("shiki/langs/tsx.mjs").then((module) =>
          module.default.map((grammar) => ({ ...grammar, name: "typescript", aliases: [] })),
        ),
        import("shiki/langs/css.mjs"),
        import("shiki/langs/json.mjs"),
        import("shiki/langs/html.mjs"),
        import("shiki/langs/markdown.mjs"),
        import("shiki/langs/sql.mjs"),
      ],
    }),
    loadTypes(),
  ]);
  shikiToMonaco(highlighter, { editor, languages } as Parameters<typeof shikiToMonaco>[1], {
    // The first line waits for the grammar's expressions to be compiled; on a busy machine that takes a while.
    tokenizeTimeLimit: 5000,
  });

  const defaults = typescript.typescriptDefaults;
  defaults.setCompilerOptions(compilerOptions);
  // Diagnostics are asked for by `Diagnostics`, which knows when another file has changed.
  defaults.setDiagnosticsOptions({
    noSemanticValidation: true,
    noSyntaxValidation: true,
    noSuggestionDiagnostics: true,
  });
  defaults.setEagerModelSync(true);
  defaults.setExtraLibs(
    Object.entries(types).map(([path, content]) => ({ filePath: `file:///${path}`, content })),
  );
  return monaco;
}

let prepared: Promise<Monaco> | undefined;

/** Monaco, ready for a project of Fledge; made once a page. */
export function loadMonaco(): Promise<Monaco> {
  prepared ??= prepare();
  return prepared;
}
