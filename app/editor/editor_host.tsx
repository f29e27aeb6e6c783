"use client";

import { useEffect, useRef, useState } from "react";
import { useTheme } from "../design/theme.ts";
import { useModel, useWorkbench } from "../workbench/context.tsx";
import { Diagnostics } from "./diagnostics.ts";
import { loadMonaco, type Monaco } from "./monaco.ts";
import { ProjectModels } from "./project_models.ts";

type CodeEditor = ReturnType<Monaco["editor"]["create"]>;
type ViewState = ReturnType<CodeEditor["saveViewState"]>;

interface EditorHostProps {
  onProblems: (problems: ReadonlyMap<string, number>) => void;
  /** Whether Tab leaves the editor for the next control. */
  tabLeaves: boolean;
  onTabLeaves: (leaves: boolean) => void;
  onReady: () => void;
  onFailed: (message: string) => void;
}

/** Monaco on the file that is open. It comes late, so it is loaded as a chunk of its own. */
export function EditorHost({ onProblems, tabLeaves, onTabLeaves, onReady, onFailed }: EditorHostProps) {
  const model = useModel();
  const theme = useTheme();
  const active = useWorkbench((state) => state.active);
  const reveal = useWorkbench((state) => state.reveal);
  const host = useRef<HTMLDivElement>(null);
  const views = useRef(new Map<string, ViewState>());
  const [parts, setParts] = useState<{ monaco: Monaco; editor: CodeEditor; models: ProjectModels } | null>(
    null,
  );
  const callbacks = useRef({ onProblems, onTabLeaves, onReady, onFailed });
  callbacks.current = { onProblems, onTabLeaves, onReady, onFailed };

  useEffect(() => {
    let ended = false;
    const cleanup: (() => void)[] = [];
    loadMonaco().then(
      (monaco) => {
        if (ended) return;
        const models = new ProjectModels(monaco, (path, text) => {
          model.work.edit(path, text);
          diagnostics.schedule(path);
        });
        const diagnostics = new Diagnostics(monaco, models, (counts) => callbacks.current.onProblems(counts));
        const sync = () => {
          if (models.sync(model.store.get().files)) diagnostics.schedule(model.store.get().active);
        };
        sync();
        const editor = monaco.editor.create(host.current!, {
          model: null,
          automaticLayout: true,
          theme: document.documentElement.dataset.theme === "dark" ? "fledge-dark" : "fledge-light",
          fontFamily: `${getComputedStyle(document.documentElement).getPropertyValue("--font-mono")}, ui-monospace, monospace`,
          fontSize: 13.5,
          lineHeight: 21,
          minimap: { enabled: false },
          scrollBeyondLastLine: false,
          padding: { top: 8, bottom: 8 },
          lineNumbersMinChars: 3,
          folding: false,
          glyphMargin: false,
          renderLineHighlight: "line",
          overviewRulerLanes: 2,
          stickyScroll: { enabled: false },
          fixedOverflowWidgets: true,
          ariaLabel: "Code. Press Escape, then Tab, to leave the editor.",
          guides: { indentation: false },
          smoothScrolling: false,
          wordBasedSuggestions: "off",
        });
        editor.onKeyDown((event) => {
          if (event.keyCode === monaco.KeyCode.Escape) callbacks.current.onTabLeaves(true);
        });
        cleanup.push(
          model.store.subscribe(sync),
          () => diagnostics.dispose(),
          () => editor.dispose(),
          () => models.dispose(),
        );
        // The fonts may come after the first measure; a wrong one would put the cursor beside its letter.
        void document.fonts.ready.then(() => monaco.editor.remeasureFonts());
        setParts({ monaco, editor, models });
        callbacks.current.onReady();
      },
      (error: unknown) => {
        if (!ended) callbacks.current.onFailed(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      ended = true;
      for (const act of cleanup) act();
    };
  }, [model]);

  useEffect(() => {
    if (!parts) return;
    const { editor, models } = parts;
    const text = (active && models.get(active)) || null;
    editor.setModel(text);
    if (!text || !active) return;
    const view = views.current.get(active);
    if (view) editor.restoreViewState(view);
    return () => {
      // Left for another file; where it stood is kept for the way back.
      if (editor.getModel() === text) views.current.set(active, editor.saveViewState());
    };
  }, [parts, active]);

  useEffect(() => {
    if (!parts || !reveal || reveal.path !== active) return;
    const { editor } = parts;
    const position = { lineNumber: reveal.line, column: reveal.column };
    editor.setPosition(position);
    editor.revealPositionInCenterIfOutsideViewport(position);
    editor.focus();
  }, [parts, reveal, active]);

  useEffect(() => {
    parts?.editor.updateOptions({ tabFocusMode: tabLeaves });
  }, [parts, tabLeaves]);

  useEffect(() => {
    parts?.monaco.editor.setTheme(theme === "dark" ? "fledge-dark" : "fledge-light");
  }, [parts, theme]);

  return <div className="monaco-host" ref={host} />;
}
