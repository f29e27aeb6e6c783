"use client";

import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { layoutKey } from "../design/theme_script.ts";

interface SplitterProps {
  /** What is made larger or smaller, for its accessible name. */
  label: string;
  /** Custom property that holds the size, without its dashes. */
  name: string;
  /** Direction in which the line is dragged. */
  axis: "x" | "y";
  /** 1 when dragging right or down makes the pane larger, -1 when it makes it smaller. */
  sign: 1 | -1;
  initial: number;
  min: number;
  max: number;
}

function keep(name: string, size: number | undefined): void {
  const style = document.documentElement.style;
  if (size === undefined) style.removeProperty(`--${name}`);
  else style.setProperty(`--${name}`, `${size}px`);
  try {
    const layout = JSON.parse(localStorage.getItem(layoutKey) ?? "{}") as Record<string, number | undefined>;
    layout[name] = size;
    localStorage.setItem(layoutKey, JSON.stringify(layout));
  } catch {
    // Sizes last as long as the page where nothing is kept.
  }
}

/** A line between two panes, moved by the pointer or the arrow keys; a double click puts it back. */
export function Splitter({ label, name, axis, sign, initial, min, max }: SplitterProps) {
  const drag = useRef<{ from: number; size: number } | null>(null);
  const [now, setNow] = useState(initial);

  const size = () => {
    const value = Number.parseFloat(document.documentElement.style.getPropertyValue(`--${name}`));
    return Number.isFinite(value) ? value : initial;
  };
  const set = (wanted: number) => {
    const next = Math.round(Math.min(Math.max(wanted, min), max));
    keep(name, next);
    setNow(next);
  };
  const at = (event: PointerEvent) => (axis === "x" ? event.clientX : event.clientY);

  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = axis === "x" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const delta = event.key === more ? 1 : event.key === less ? -1 : 0;
    if (delta === 0) return;
    event.preventDefault();
    set(size() + delta * sign * (event.shiftKey ? 64 : 16));
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be moved; this one can.
    <div
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={axis === "x" ? "vertical" : "horizontal"}
      aria-valuenow={now}
      aria-valuemin={min}
      aria-valuemax={max}
      className={`splitter splitter-${axis}`}
      onKeyDown={onKeyDown}
      onFocus={() => setNow(size())}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: at(event), size: size() };
      }}
      onPointerMove={(event) => {
        if (drag.current) set(drag.current.size + (at(event) - drag.current.from) * sign);
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
      onDoubleClick={() => {
        keep(name, undefined);
        setNow(initial);
      }}
    />
  );
}
