/** The pages that the preview has shown, with a place among them. */
export interface PreviewHistory {
  entries: string[];
  index: number;
}

const longest = 100;

/** `path` is shown now: a new page cuts off what was ahead; the page that stands here already changes nothing. */
export function visit(history: PreviewHistory, path: string): PreviewHistory {
  if (history.entries[history.index] === path) return history;
  const entries = [...history.entries.slice(0, history.index + 1), path].slice(-longest);
  return { entries, index: entries.length - 1 };
}

/** Moves by `delta`, as far as there are pages. */
export function move(history: PreviewHistory, delta: number): PreviewHistory {
  const index = Math.min(Math.max(history.index + delta, 0), history.entries.length - 1);
  return { ...history, index };
}

/** The path of the page that is shown. */
export function current(history: PreviewHistory): string {
  return history.entries[history.index] ?? "/";
}
