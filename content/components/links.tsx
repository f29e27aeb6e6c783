"use client";

import { useGuideActions } from "./actions.tsx";
import styles from "./prose.module.css";

/** A page of the application, opened in the preview: `<Try path="/hello/Frank" />`. */
export function Try({ path }: { path: string }) {
  const actions = useGuideActions();
  if (!actions) return <code>{path}</code>;
  return (
    <button
      type="button"
      className={styles.link}
      aria-label={`Open ${path} in the preview`}
      onClick={() => actions.visit(path)}
    >
      {path}
    </button>
  );
}

/** A file of the project, opened in the editor: `<File path="lib/hello_web/router.ts" />`. */
export function File({ path }: { path: string }) {
  const actions = useGuideActions();
  if (!actions) return <code>{path}</code>;
  return (
    <button
      type="button"
      className={styles.link}
      aria-label={`Open ${path} in the editor`}
      onClick={() => actions.openFile(path)}
    >
      {path}
    </button>
  );
}
