"use client";

import type { MouseEvent, ReactNode } from "react";
import { useGuideActions } from "./actions.tsx";
import styles from "./prose.module.css";

/** A page of the application, opened in the preview: `<Try path="/hello/Frank" />`. */
export function Try({ path }: { path: string }) {
  const actions = useGuideActions();
  return (
    <Here place={{ path }} label={`Open ${path} in the preview`} go={actions && (() => actions.visit(path))}>
      {path}
    </Here>
  );
}

/** A file of the project, opened in the editor: `<File path="lib/hello_web/router.ts" />`. */
export function File({ path }: { path: string }) {
  const actions = useGuideActions();
  return (
    <Here
      place={{ file: path }}
      label={`Open ${path} in the editor`}
      go={actions && (() => actions.openFile(path))}
    >
      {path}
    </Here>
  );
}

interface HereProps {
  /** Parameters of the guide's address that open the same place in a new tab. */
  place: Record<string, string>;
  label: string;
  /** Goes there in this tab; without it the text is no link. */
  go: (() => void) | undefined;
  children: ReactNode;
}

/** A link rather than a button: a long path wraps like the words around it. */
function Here({ place, label, go, children }: HereProps) {
  if (!go) return <code>{children}</code>;
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go();
  };
  return (
    <a className={styles.link} href={`?${new URLSearchParams(place)}`} aria-label={label} onClick={follow}>
      {children}
    </a>
  );
}
