import type { HtmlElements } from "./jsx_types.ts";
import type { Html } from "./rendered.ts";

/** Markup handed to a component: `children`, or a prop with a name of its own. */
export type Slot = Html;

/** A slot that is rendered with a value, e.g. once a row (`:let`). */
export type SlotFor<Value> = (value: Value) => Html;

/**
 * Props of a component that hands the rest of its attributes on to an element (`attr :rest, :global`).
 *
 * @example
 * function Button({ kind, children, ...rest }: Attrs<{ kind: "primary" | "plain"; children: Html }, "button">) {
 *   return <button class={kind} {...rest}>{children}</button>;
 * }
 */
export type Attrs<Own, Tag extends keyof HtmlElements> = Own &
  Omit<HtmlElements[Tag], keyof Own | "children" | "key">;

/** A component: a function of its props. */
export type Component<Props = Record<never, never>> = (props: Props) => Html;

/** The props of a component. */
export type PropsOf<C> = C extends (props: infer Props) => unknown ? Props : never;
