import type { Html } from "./rendered.ts";

/** Props of `Intersperse`. */
export interface IntersperseProps<Item> {
  /** What is gone through. */
  enum: Iterable<Item>;
  /** Stands between two entries. */
  separator: Html | (() => Html);
  /** Rendered once an entry. */
  children: (item: Item) => Html;
}

/**
 * Entries with something between them, and nothing at the ends.
 *
 * @example
 * const links = <Intersperse enum={["a", "b"]} separator=" | ">{(name) => <b>{name}</b>}</Intersperse>;
 * renderToString(links); // "<b>a</b> | <b>b</b>"
 * @see Phoenix.Component.intersperse/1
 */
export function Intersperse<Item>({ enum: entries, separator, children }: IntersperseProps<Item>): Html {
  const parts: Html[] = [];
  for (const entry of entries) {
    if (parts.length > 0) parts.push(typeof separator === "function" ? separator() : separator);
    parts.push(children(entry));
  }
  return parts;
}
