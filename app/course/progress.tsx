"use client";

import { useEffect, useState } from "react";
import { loadProgress } from "../workbench/saved_work.ts";

/** How far a visitor is in a guide; nothing before it was begun. */
export function Progress({ slug, steps }: { slug: string; steps: number }) {
  const [done, setDone] = useState(0);
  useEffect(() => {
    loadProgress().then(
      (progress) => setDone(progress[slug]?.length ?? 0),
      // Nothing is kept in this browser, so there is nothing to show.
      () => {},
    );
  }, [slug]);
  if (done === 0) return steps === 1 ? "1 step" : `${steps} steps`;
  return done >= steps ? <span className="good">done</span> : `${done} of ${steps} done`;
}
