"use client";

import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { type GuideActions, GuideActionsProvider } from "@/content/components/actions.tsx";
import { keepForOffline } from "@/sandboxes/offline/index.ts";
import { Icon, Mark } from "../design/icons.tsx";
import type { RuntimeName } from "./boot_sandbox.ts";
import { useModel, useWorkbench, WorkbenchProvider } from "./context.tsx";
import { Dock, type DockTab } from "./dock.tsx";
import { EditorPane } from "./editor_pane.tsx";
import { FilesPane } from "./files_pane.tsx";
import { GuidePane, type StepView } from "./guide_pane.tsx";
import { WorkbenchModel } from "./model.ts";
import { parsePlace } from "./place.ts";
import { PreviewPane } from "./preview_pane.tsx";
import { runtimes } from "./runtimes.ts";
import { loadWork, saveWork } from "./saved_work.ts";
import { SettingsMenu } from "./settings_menu.tsx";
import { Splitter } from "./splitter.tsx";
import { lockWork, type TabLock } from "./tab_lock.ts";
import { useAddress } from "./use_address.ts";
import "./workbench.css";

export interface WorkbenchProps {
  slug: string;
  title: string;
  summary: string;
  steps: StepView[];
  runtime: RuntimeName;
}

const views = ["Guide", "Code", "Preview"] as const;
type View = (typeof views)[number];

function newModel({ slug, runtime }: WorkbenchProps): WorkbenchModel {
  return new WorkbenchModel({ slug, runtime, runtimes, load: loadWork, save: saveWork });
}

/** The page of a guide: prose, files, editor, preview, terminal and checks. */
export function Workbench(props: WorkbenchProps) {
  // What the server renders; the effect below makes the one that lives.
  const [model, setModel] = useState(() => newModel(props));
  const count = props.steps.length;
  const lock = useRef<TabLock>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the props of a page do not change.
  useEffect(() => {
    if (
      props.runtime === "embedded" &&
      new URLSearchParams(location.search).get("runtime") === "webcontainer"
    ) {
      location.replace(runtimeAddress(props.slug, "webcontainer"));
      return;
    }
    const live = newModel(props);
    setModel(live);
    lock.current = lockWork(props.slug, (elsewhere) => live.work.setElsewhere(elsewhere));
    void live.start(parsePlace(location.search, count)).then(keepForOffline);
    const save = () => live.work.saveNow();
    const onVisibility = () => document.visibilityState === "hidden" && save();
    addEventListener("pagehide", save);
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      removeEventListener("pagehide", save);
      document.removeEventListener("visibilitychange", onVisibility);
      live.stop();
      lock.current?.release();
    };
  }, []);

  return (
    <WorkbenchProvider value={model}>
      <Bench {...props} model={model} takeOver={() => lock.current?.takeOver()} />
    </WorkbenchProvider>
  );
}

/** The page of the same guide, at the same place, that runs it with another runtime. */
function runtimeAddress(slug: string, runtime: RuntimeName): string {
  const params = new URLSearchParams(location.search);
  params.delete("runtime");
  const search = params.toString().replaceAll("%2F", "/");
  return `${runtime === "webcontainer" ? "/webcontainer" : ""}/guides/${slug}${search ? `?${search}` : ""}`;
}

function Bench({
  slug,
  title,
  summary,
  steps,
  runtime,
  model,
  takeOver,
}: WorkbenchProps & { model: WorkbenchModel; takeOver: () => void }) {
  const [view, setView] = useState<View>("Guide");
  const [tab, setTab] = useState<DockTab>("Terminal");
  const [problems, setProblems] = useState<ReadonlyMap<string, number>>(new Map());
  const checking = useWorkbench((state) => state.checks.phase === "running");
  useAddress(model, steps.length);

  useEffect(() => {
    if (checking) setTab("Checks");
  }, [checking]);

  const actions = useMemo<GuideActions>(
    () => ({
      openFile(path, line) {
        setView("Code");
        model.work.open(path, line);
      },
      visit(path) {
        setView("Preview");
        model.visit(path);
      },
      runCommand(command) {
        setView("Code");
        setTab("Terminal");
        void model.terminal.typed(command);
      },
    }),
    [model],
  );

  return (
    <div className="bench" data-view={view}>
      <a className="skip-link" href="#guide">
        Skip to the guide
      </a>
      <header className="topbar">
        <Link href="/" className="home" aria-label="Fledge, all guides">
          <Mark />
          <span>Fledge</span>
        </Link>
        <span className="topbar-title" aria-hidden="true">
          {title}
        </span>
        <ExportButton model={model} />
        <SettingsMenu runtime={{ current: runtime, address: (name) => runtimeAddress(slug, name) }} />
      </header>
      <Notices takeOver={takeOver} />
      <ViewTabs view={view} onView={setView} />
      <GuideActionsProvider actions={actions}>
        <main className="panes">
          <GuidePane title={title} summary={summary} steps={steps} />
          <Splitter
            label="Width of the guide"
            name="guide-width"
            axis="x"
            sign={1}
            initial={440}
            min={320}
            max={760}
          />
          <div className="stage">
            <div className="stage-top">
              <div className="code-area">
                <FilesPane problems={problems} />
                <Splitter
                  label="Width of the files"
                  name="files-width"
                  axis="x"
                  sign={1}
                  initial={196}
                  min={140}
                  max={380}
                />
                <EditorPane problems={problems} onProblems={setProblems} />
              </div>
              <Splitter
                label="Width of the preview"
                name="preview-width"
                axis="x"
                sign={-1}
                initial={400}
                min={260}
                max={900}
              />
              <PreviewPane />
            </div>
            <Splitter
              label="Height of the tools"
              name="dock-height"
              axis="y"
              sign={-1}
              initial={232}
              min={96}
              max={560}
            />
            <Dock tab={tab} onTab={setTab} />
          </div>
        </main>
      </GuideActionsProvider>
      <Announcer />
    </div>
  );
}

/** On a narrow screen: one part at a time. */
function ViewTabs({ view, onView }: { view: View; onView: (view: View) => void }) {
  const onKeyDown = (event: KeyboardEvent) => {
    const delta = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (delta === 0) return;
    event.preventDefault();
    const next = views[(views.indexOf(view) + delta + views.length) % views.length]!;
    onView(next);
    document.getElementById(`view-${next}`)?.focus();
  };
  return (
    <nav aria-label="Parts of the page">
      <div className="view-tabs" role="tablist" aria-label="Parts of the page" onKeyDown={onKeyDown}>
        {views.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`view-${name}`}
            aria-selected={name === view}
            tabIndex={name === view ? 0 : -1}
            onClick={() => onView(name)}
          >
            {name}
          </button>
        ))}
      </div>
    </nav>
  );
}

function ExportButton({ model }: { model: WorkbenchModel }) {
  const busy = useWorkbench((state) => state.busy);
  const loaded = useWorkbench((state) => "package.json" in state.files);
  const download = async () => {
    const result = await model.exportZip();
    if (!result) return;
    const url = URL.createObjectURL(
      new Blob([result.bytes as Uint8Array<ArrayBuffer>], { type: "application/zip" }),
    );
    const link = document.createElement("a");
    link.href = url;
    link.download = result.name;
    link.click();
    // The download has its own hold on the bytes once it began.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  };
  return (
    <button
      type="button"
      className="button button-quiet"
      disabled={!loaded || busy !== null}
      title="Download the project; it runs on Node as it is"
      onClick={() => void download()}
    >
      <Icon name="download" />
      Export
    </button>
  );
}

function Notices({ takeOver }: { takeOver: () => void }) {
  const notice = useWorkbench((state) => state.notice);
  const elsewhere = useWorkbench((state) => state.elsewhere);
  const parts: ReactNode[] = [];
  if (notice) parts.push(<p key="notice">{notice}</p>);
  if (elsewhere) {
    parts.push(
      <p key="elsewhere">
        This guide is open in another tab, which keeps the work. What you write here is not saved.{" "}
        <button type="button" className="link" onClick={takeOver}>
          Keep the work of this tab
        </button>
      </p>,
    );
  }
  return (
    <div className="notices" role="status" data-shown={parts.length > 0}>
      {parts}
    </div>
  );
}

/** Tells a screen reader what happened, and offers the way back after Solve, Reset and a deletion. */
function Announcer() {
  const model = useModel();
  const announcement = useWorkbench((state) => state.announcement);
  const undo = useWorkbench((state) => state.undo);
  return (
    <>
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
      {undo && undo.changes.length > 0 && (
        <div className="toast">
          <span>{undo.label}.</span>
          <button type="button" className="link" onClick={() => void model.steps.undo()}>
            Undo
          </button>
          <button
            type="button"
            className="icon-button"
            aria-label="Dismiss"
            onClick={() => model.steps.keep()}
          >
            <Icon name="close" size={16} />
          </button>
        </div>
      )}
    </>
  );
}
