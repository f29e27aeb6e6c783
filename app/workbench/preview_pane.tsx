"use client";

import { type FormEvent, useEffect, useRef, useState } from "react";
import { Icon } from "../design/icons.tsx";
import { useModel, useWorkbench } from "./context.tsx";
import { current } from "./preview_history.ts";

/** The learner's application, as a browser of its own: address, back, forward, reload. */
export function PreviewPane() {
  const model = useModel();
  const frame = useRef<HTMLIFrameElement>(null);
  const ready = useWorkbench((state) => state.boot.status === "ready");
  const history = useWorkbench((state) => state.preview);
  const asked = useWorkbench((state) => state.visit);
  const page = current(history);

  // The frame is told where to go by what was asked for, not by where it says it is.
  useEffect(() => {
    if (!ready || !model.sandbox) return;
    show(frame.current, model.sandbox.previewUrl(asked.path));
  }, [ready, asked, model]);

  return (
    <section className="pane preview" aria-label="Preview">
      <div className="pane-bar">
        <button
          type="button"
          className="icon-button"
          aria-label="Back"
          disabled={!ready || history.index <= 0}
          onClick={() => model.move(-1)}
        >
          <Icon name="back" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Forward"
          disabled={!ready || history.index >= history.entries.length - 1}
          onClick={() => model.move(1)}
        >
          <Icon name="forward" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label="Reload preview"
          disabled={!ready}
          onClick={() => model.visit(page)}
        >
          <Icon name="reload" />
        </button>
        <Address page={page} go={(path) => model.visit(path)} />
        {ready && model.sandbox?.kind === "webcontainer" && <span className="badge">WebContainer</span>}
      </div>
      <div className="preview-stage">
        {/* The frame is there from the start, empty, so that its first page is no entry of the tab's history. */}
        <iframe
          ref={frame}
          title="Preview"
          className="preview-frame"
          data-ready={ready}
          allow="clipboard-write"
        />
        <BootProgress />
      </div>
    </section>
  );
}

/** Takes the frame to an address without adding to the history of the tab. */
function show(frame: HTMLIFrameElement | null, url: string): void {
  frame?.contentWindow?.location.replace(url);
}

function Address({ page, go }: { page: string; go: (path: string) => void }) {
  const [text, setText] = useState(page);
  const [shown, setShown] = useState(page);
  if (shown !== page) {
    setShown(page);
    setText(page);
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const path = text.trim().replace(/^https?:\/\/[^/]+/, "");
    go(path.startsWith("/") ? path : `/${path}`);
  };
  return (
    <form className="address" onSubmit={submit}>
      <input
        className="field"
        aria-label="Address"
        value={text}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
      />
    </form>
  );
}

function BootProgress() {
  const boot = useWorkbench((state) => state.boot);
  if (boot.status === "ready") return null;
  if (boot.status === "unavailable") {
    return (
      <div className="boot boot-failed" role="alert">
        <h2>The application cannot run here</h2>
        <p>{boot.message}</p>
        <button type="button" className="button" onClick={() => location.reload()}>
          Try again
        </button>
      </div>
    );
  }
  const percent = Math.round(boot.fraction * 100);
  return (
    <div className="boot">
      <p id="boot-label">{boot.label}</p>
      <div
        role="progressbar"
        aria-label="Starting the sandbox"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={boot.label}
        className="progress"
      >
        <span style={{ transform: `scaleX(${Math.max(boot.fraction, 0.03)})` }} />
      </div>
    </div>
  );
}
