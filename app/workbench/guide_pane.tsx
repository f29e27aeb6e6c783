"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { Icon } from "../design/icons.tsx";
import { useModel, useWorkbench } from "./context.tsx";

/** What the pane shows of a step. */
export interface StepView {
  id: string;
  title: string;
  hint?: string;
  prose: ReactNode;
}

/** The prose of the open step, the way between steps, and the buttons that act on one. */
export function GuidePane({ title, summary, steps }: { title: string; summary: string; steps: StepView[] }) {
  const model = useModel();
  const step = useWorkbench((state) => state.step);
  const heading = useRef<HTMLHeadingElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const moved = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: this is what a change of the step does.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    // Focus follows the reader to the new step, but not into a page that was just opened.
    if (moved.current) heading.current?.focus({ preventScroll: true });
    moved.current = false;
  }, [step]);

  const go = (index: number) => {
    moved.current = true;
    void model.steps.goTo(index);
  };

  return (
    <section className="pane guide" aria-label="Guide" id="guide">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be within reach of the keyboard. */}
      <div className="guide-scroll" ref={scroller} tabIndex={0}>
        <header className="guide-header">
          <h1>{title}</h1>
          <p>{summary}</p>
          <StepList steps={steps} go={go} />
        </header>
        {steps.map((view, index) => (
          <article key={view.id} className="prose" hidden={index !== step}>
            <h2 ref={index === step ? heading : undefined} tabIndex={-1} className="step-title">
              {view.title}
            </h2>
            {view.prose}
          </article>
        ))}
      </div>
      <StepBar steps={steps} go={go} />
    </section>
  );
}

function StepList({ steps, go }: { steps: StepView[]; go: (index: number) => void }) {
  const step = useWorkbench((state) => state.step);
  const completed = useWorkbench((state) => state.completed);
  return (
    <nav aria-label="Steps">
      <ol className="step-list">
        {steps.map((view, index) => {
          const done = completed.includes(view.id);
          return (
            <li key={view.id}>
              <button
                type="button"
                aria-current={index === step ? "step" : undefined}
                aria-label={`Step ${index + 1} of ${steps.length}: ${view.title}${done ? ", done" : ""}`}
                title={view.title}
                data-done={done}
                onClick={() => go(index)}
              >
                {done ? <Icon name="check" size={14} /> : index + 1}
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function StepBar({ steps, go }: { steps: StepView[]; go: (index: number) => void }) {
  const model = useModel();
  const step = useWorkbench((state) => state.step);
  const ready = useWorkbench((state) => state.boot.status === "ready");
  const busy = useWorkbench((state) => state.busy);
  const running = useWorkbench((state) => state.checks.phase === "running");
  return (
    <footer className="step-bar">
      <CheckSummary hint={steps[step]?.hint} />
      <div className="step-actions">
        <button
          type="button"
          className="button step-move"
          aria-label="Previous step"
          disabled={step === 0}
          onClick={() => go(step - 1)}
        >
          <Icon name="back" />
        </button>
        <button
          type="button"
          className="button button-primary"
          disabled={!ready || running || busy !== null}
          onClick={() => void model.steps.runChecks()}
        >
          Run checks
        </button>
        <button
          type="button"
          className="button"
          disabled={!ready || busy !== null}
          onClick={() => void model.steps.solve()}
        >
          Solve
        </button>
        <button
          type="button"
          className="button"
          disabled={!ready || busy !== null}
          onClick={() => void model.steps.reset()}
        >
          Reset
        </button>
        <button
          type="button"
          className="button step-move"
          aria-label="Next step"
          disabled={step === steps.length - 1}
          onClick={() => go(step + 1)}
        >
          <span>Next</span>
          <Icon name="forward" />
        </button>
      </div>
    </footer>
  );
}

/** In a line what the checks said, and the hint when they failed. */
function CheckSummary({ hint }: { hint?: string }) {
  const checks = useWorkbench((state) => state.checks);
  if (checks.phase === "idle") return null;
  if (checks.phase === "running") return <p className="check-summary">Running the checks …</p>;
  if (checks.phase === "broken") return <p className="check-summary bad">{checks.message}</p>;
  const { outcomes, errors } = checks.report;
  const passed = outcomes.filter((outcome) => outcome.status === "passed").length;
  const good = passed > 0 && passed === outcomes.length && errors.length === 0;
  if (good) return <p className="check-summary good">All {passed} checks passed. On to the next step.</p>;
  return (
    <p className="check-summary bad">
      <strong>
        {outcomes.length === 0
          ? "The checks could not run."
          : `${passed} of ${outcomes.length} checks passed.`}
      </strong>{" "}
      {hint}
    </p>
  );
}
