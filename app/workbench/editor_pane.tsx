"use client";

import { type KeyboardEvent, lazy, Suspense, useEffect, useState } from "react";
import { Icon } from "../design/icons.tsx";
import { useModel, useWorkbench } from "./context.tsx";

const EditorHost = lazy(() =>
  import("../editor/editor_host.tsx").then((module) => ({ default: module.EditorHost })),
);

/** The longest that the editor waits for the sandbox, which comes first. */
const patienceMs = 4000;
/** How long the preview has to paint its first page before the editor takes the processor. */
const paintMs = 400;

interface EditorPaneProps {
  problems: ReadonlyMap<string, number>;
  onProblems: (problems: ReadonlyMap<string, number>) => void;
}

/** Tabs of open files, the editor, and below it what is wrong and how to get out by keyboard. */
export function EditorPane({ problems, onProblems }: EditorPaneProps) {
  const active = useWorkbench((state) => state.active);
  const contents = useWorkbench((state) => (state.active === null ? undefined : state.files[state.active]));
  const unavailable = useWorkbench((state) => state.boot.status === "unavailable");
  const shown = useWorkbench((state) => state.shown);
  const [due, setDue] = useState(false);
  const [ready, setReady] = useState(false);
  const [failure, setFailure] = useState("");
  const [tabLeaves, setTabLeaves] = useState(false);

  useEffect(() => {
    const timer = setTimeout(() => setDue(true), unavailable ? 0 : shown ? paintMs : patienceMs);
    return () => clearTimeout(timer);
  }, [unavailable, shown]);

  return (
    <section
      className="pane editor"
      aria-label="Editor"
      onBlur={(event) => {
        // Once left, Tab indents again the next time.
        if (!event.currentTarget.contains(event.relatedTarget)) setTabLeaves(false);
      }}
    >
      <Tabs />
      <div className="editor-stage">
        {!ready && typeof contents === "string" && (
          // Until Monaco is there, the same text at the same place.
          <pre className="editor-waiting" onPointerDown={() => setDue(true)}>
            {contents}
          </pre>
        )}
        {failure && (
          <p className="empty bad">The editor could not be loaded: {failure} Reload the page to try again.</p>
        )}
        {contents instanceof Uint8Array && <p className="empty">{active} is not text.</p>}
        {active === null && ready && <p className="empty">Open a file from the tree.</p>}
        <div className="editor-layer" hidden={typeof contents !== "string"}>
          {due && (
            <Suspense>
              <EditorHost
                onProblems={onProblems}
                tabLeaves={tabLeaves}
                onTabLeaves={setTabLeaves}
                onReady={() => setReady(true)}
                onFailed={setFailure}
              />
            </Suspense>
          )}
        </div>
      </div>
      <ErrorStrip />
      <div className="editor-status">
        <span>{problemText(problems, active)}</span>
        <button
          type="button"
          className="link"
          aria-pressed={tabLeaves}
          title="In the editor: Escape, then Tab, leaves it"
          onClick={() => setTabLeaves(!tabLeaves)}
        >
          {tabLeaves ? "Tab moves focus" : "Tab indents · Esc, Tab to leave"}
        </button>
      </div>
    </section>
  );
}

function problemText(problems: ReadonlyMap<string, number>, active: string | null): string {
  const here = (active && problems.get(active)) || 0;
  const elsewhere = [...problems].filter(([path]) => path !== active).length;
  const parts: string[] = [];
  if (here > 0) parts.push(here === 1 ? "1 problem here" : `${here} problems here`);
  if (elsewhere > 0)
    parts.push(elsewhere === 1 ? "1 other file has problems" : `${elsewhere} other files have problems`);
  return parts.join(" · ");
}

function Tabs() {
  const model = useModel();
  const tabs = useWorkbench((state) => state.tabs);
  const active = useWorkbench((state) => state.active);
  const names = tabs.map((path) => path.slice(path.lastIndexOf("/") + 1));

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const delta = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (event.key === "Delete") model.work.close(tabs[index]!);
    else if (delta !== 0) {
      const next = tabs[(index + delta + tabs.length) % tabs.length]!;
      model.work.open(next);
      const bar = event.currentTarget.parentElement?.parentElement;
      requestAnimationFrame(() =>
        bar?.querySelector<HTMLElement>(`[data-tab="${CSS.escape(next)}"]`)?.focus(),
      );
    } else return;
    event.preventDefault();
  };

  return (
    <div className="pane-bar editor-tabs" role="tablist" aria-label="Open files">
      {tabs.map((path, index) => (
        <div key={path} className="editor-tab" role="presentation" data-active={path === active}>
          <button
            type="button"
            role="tab"
            aria-selected={path === active}
            aria-keyshortcuts="Delete"
            tabIndex={path === active ? 0 : -1}
            data-tab={path}
            title={path}
            onClick={() => model.work.open(path)}
            onAuxClick={(event) => event.button === 1 && model.work.close(path)}
            onKeyDown={(event) => onKeyDown(event, index)}
          >
            {names[index]}
            {names.indexOf(names[index]!) !== names.lastIndexOf(names[index]!) && (
              <small> {path.split("/").at(-2)}</small>
            )}
          </button>
          <button
            type="button"
            className="tab-close"
            // By keyboard it is Delete on the tab, whose list must hold nothing but tabs.
            aria-hidden="true"
            tabIndex={-1}
            title={`Close ${path}`}
            onClick={() => model.work.close(path)}
          >
            <Icon name="close" size={13} />
          </button>
        </div>
      ))}
    </div>
  );
}

/** Why the last edit is not in service, with the way to the line. */
function ErrorStrip() {
  const model = useModel();
  const error = useWorkbench((state) => state.error);
  const files = useWorkbench((state) => state.files);
  const stuck = error?.kind === "timeout" || error?.kind === "platform";
  return (
    <div className="error-strip" role="status" data-shown={error !== null}>
      {error && (
        <>
          {error.file && (
            <button
              type="button"
              className="link"
              disabled={!(error.file in files)}
              onClick={() => model.work.open(error.file!, error.line ?? 1, error.column)}
            >
              {error.file}
              {error.line ? `:${error.line}` : ""}
            </button>
          )}{" "}
          <span>{error.message}</span>
          {stuck && (
            <button type="button" className="button" onClick={() => void model.restart()}>
              Restart the application
            </button>
          )}
        </>
      )}
    </div>
  );
}
