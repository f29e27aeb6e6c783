"use client";

import { useGuideActions } from "./actions.tsx";
import styles from "./prose.module.css";

/** What a command printed when the build ran it. */
export interface OutputProps {
  /** The command without `fledge` in front. */
  command: string;
  text: string;
}

/** A command of the terminal and what it prints on the solved step: `<Output command="routes" />`. */
export function Output({ command, text }: OutputProps) {
  const actions = useGuideActions();
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <code>$ fledge {command}</code>
        {actions && (
          <button
            type="button"
            className={styles.action}
            aria-label={`Run fledge ${command} in the terminal`}
            onClick={() => actions.runCommand(command)}
          >
            Run
          </button>
        )}
      </figcaption>
      {text && <pre className={styles.output}>{text}</pre>}
    </figure>
  );
}
