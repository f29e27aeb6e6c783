import type { ComponentProps } from "react";
import styles from "./prose.module.css";

/** A table of the prose. A wide one is scrolled by itself, with the keyboard too. */
export function table(props: ComponentProps<"table">) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <div className={styles.scroll} tabIndex={0}>
      <table {...props} />
    </div>
  );
}
