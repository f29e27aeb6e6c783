"use client";

import { type KeyboardEvent, lazy, Suspense } from "react";
import { ChecksPane } from "./checks_pane.tsx";
import { useWorkbench } from "./context.tsx";
import { LogPane, RequestsPane } from "./traffic_panes.tsx";

const TerminalPane = lazy(() =>
  import("../terminal/terminal_pane.tsx").then((module) => ({ default: module.TerminalPane })),
);

const tabs = ["Terminal", "Checks", "Requests", "Log"] as const;

export type DockTab = (typeof tabs)[number];

/** What stands below editor and preview, one at a time. */
export function Dock({ tab, onTab }: { tab: DockTab; onTab: (tab: DockTab) => void }) {
  // Terminal and requests come after what the visitor waits for.
  const settled = useWorkbench((state) => state.boot.status !== "starting");

  const onKeyDown = (event: KeyboardEvent) => {
    const delta = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (delta === 0) return;
    event.preventDefault();
    const next = tabs[(tabs.indexOf(tab) + delta + tabs.length) % tabs.length]!;
    onTab(next);
    document.getElementById(`dock-tab-${next}`)?.focus();
  };

  return (
    <div className="pane dock">
      <div className="pane-bar dock-tabs" role="tablist" aria-label="Tools" onKeyDown={onKeyDown}>
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`dock-tab-${name}`}
            aria-selected={name === tab}
            aria-controls={`dock-${name}`}
            tabIndex={name === tab ? 0 : -1}
            className="dock-tab"
            onClick={() => onTab(name)}
          >
            {name}
            {name === "Checks" && <CheckCount />}
          </button>
        ))}
      </div>
      {tabs.map((name) => (
        <div
          key={name}
          role="tabpanel"
          id={`dock-${name}`}
          aria-labelledby={`dock-tab-${name}`}
          className="dock-panel"
          hidden={name !== tab}
        >
          {name === "Terminal" && (
            <section className="dock-body" aria-label="Terminal">
              <Suspense>{settled && <TerminalPane />}</Suspense>
            </section>
          )}
          {name === "Checks" && <ChecksPane />}
          {name === "Requests" && <RequestsPane />}
          {name === "Log" && <LogPane />}
        </div>
      ))}
    </div>
  );
}

function CheckCount() {
  const checks = useWorkbench((state) => state.checks);
  if (checks.phase !== "done") return null;
  const { outcomes, errors } = checks.report;
  const failed = outcomes.filter((outcome) => outcome.status === "failed").length + errors.length;
  return failed > 0 ? (
    <span className="count bad">{failed} failed</span>
  ) : (
    <span className="count good">{outcomes.length} passed</span>
  );
}
