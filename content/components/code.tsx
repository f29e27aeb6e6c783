"use client";

import { useGuideActions } from "./actions.tsx";
import styles from "./prose.module.css";

/** Code quoted from the project, as the build hands it over. */
export interface CodeProps {
  /** Path in the project. */
  file: string;
  /** First line that is quoted. */
  line: number;
  /** Highlighted lines. */
  html: string;
}

/**
 * A piece of the project as it stands once the step is solved. In a guide: `<Code file="lib/hello_web/router.ts" />`, or a part
 * of it with `lines="3-8"` or `at="scope("`; `of="start"` quotes the file as it was before the step.
 */
export function Code({ file, line, html }: CodeProps) {
  const actions = useGuideActions();
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <code>{file}</code>
        {actions && (
          <button
            type="button"
            className={styles.action}
            aria-label={`Open ${file} in the editor`}
            onClick={() => actions.openFile(file, line)}
          >
            Open
          </button>
        )}
      </figcaption>
      {/* The build's highlighter wrote this from a file of the guide. */}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: made at build time from the guide's own files */}
      <div className={styles.body} dangerouslySetInnerHTML={{ __html: html }} />
    </figure>
  );
}
