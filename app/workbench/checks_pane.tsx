"use client";

import type { SandboxError, TestOutcome } from "@/sandboxes/runtime/sandbox.ts";
import { Icon } from "../design/icons.tsx";
import { useModel, useWorkbench } from "./context.tsx";

/** The outcomes of the open step's checks. */
export function ChecksPane() {
  const checks = useWorkbench((state) => state.checks);
  return (
    <section className="dock-body checks" aria-label="Checks">
      {checks.phase === "idle" && (
        <p className="quiet">
          Each step has a few checks that say whether your application does what the step asks for. Any way
          that works will do.
        </p>
      )}
      {checks.phase === "running" && <p className="quiet">Running the checks …</p>}
      {checks.phase === "broken" && <p className="bad">{checks.message}</p>}
      {checks.phase === "done" && (
        <>
          <ul className="check-list">
            {checks.report.errors.map((error) => (
              <BrokenFile key={`${error.file}:${error.line}:${error.message}`} error={error} />
            ))}
            {checks.report.outcomes.map((outcome) => (
              <Outcome key={`${outcome.file} ${outcome.name}`} outcome={outcome} />
            ))}
          </ul>
          <p className="quiet">{Math.round(checks.report.durationMs)} ms</p>
        </>
      )}
    </section>
  );
}

const marks = { passed: "check", failed: "cross", skipped: "dash" } as const;

function Outcome({ outcome }: { outcome: TestOutcome }) {
  return (
    <li
      aria-label={`${outcome.status}: ${outcome.name}${outcome.message ? `. ${outcome.message}` : ""}`}
      data-status={outcome.status}
    >
      <p className="check-name">
        <Icon name={marks[outcome.status]} size={16} />
        <span className="check-status">{outcome.status}</span> <span>{outcome.name}</span>
      </p>
      {outcome.message && <pre className="check-message">{outcome.message}</pre>}
    </li>
  );
}

function BrokenFile({ error }: { error: SandboxError }) {
  const model = useModel();
  const files = useWorkbench((state) => state.files);
  const place = error.file ? `${error.file}${error.line ? `:${error.line}` : ""}` : "";
  return (
    <li aria-label={`failed: ${place} ${error.message}`} data-status="failed">
      <p className="check-name">
        <Icon name="cross" size={16} />
        <span className="check-status">failed</span>{" "}
        {error.file && error.file in files ? (
          <button
            type="button"
            className="link"
            onClick={() => model.work.open(error.file!, error.line, error.column)}
          >
            {place}
          </button>
        ) : (
          <span>{place || "The checks could not run"}</span>
        )}
      </p>
      <pre className="check-message">
        {error.frame ? `${error.message}\n\n${error.frame}` : error.message}
      </pre>
    </li>
  );
}
