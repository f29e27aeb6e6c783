import type { Node } from "@babel/types";
import type MagicString from "magic-string";
import type { HoleKind } from "../component/rendered.ts";
import { quote } from "./jsx_nodes.ts";
import type { Syntax } from "./syntax.ts";

/** Short name in the compiled file → name in `templateRuntime`. */
const HELPERS = {
  r: "rendered",
  k: "keyed",
  c: "keyedComponent",
  a: "text",
  u: "url",
  l: "class",
  b: "boolean",
  d: "srcdoc",
  m: "refresh",
  s: "spread",
  j: "script",
} as const;
type Helper = keyof typeof HELPERS;

/** The static strings of a template while they are collected. */
export class Statics {
  readonly strings: string[] = [];
  readonly kinds: HoleKind[] = [];
  text = "";

  hole(kind: HoleKind): void {
    this.strings.push(this.text);
    this.kinds.push(kind);
    this.text = "";
  }
}

/** The compiled file while it is written: what is new goes in between, and the nth line stays the source's nth line. */
export class TemplateOutput {
  readonly #prefix: string;
  readonly #templates: string[] = [];
  readonly #used = new Set<Helper>();
  /** Up to here the source has its place in the output. */
  #position = 0;
  /** What comes before the next piece of source. */
  #pending = "";

  constructor(
    private readonly syntax: Syntax,
    private readonly output: MagicString,
  ) {
    let prefix = "_$";
    while (syntax.source.includes(prefix)) prefix += "$";
    this.#prefix = prefix;
  }

  /** The source of a node. */
  sourceOf(node: Node): string {
    return this.syntax.source.slice(node.start!, node.end!);
  }

  /** Adds what is not in the source. */
  write(text: string): void {
    this.#pending += text;
  }

  /** The name of a helper in the compiled file. */
  helper(name: Helper): string {
    this.#used.add(name);
    return this.#prefix + name;
  }

  /** Takes the next number for a template; gives its name, and what fills it in. */
  template(): { name: string; define: (statics: Statics, root: boolean) => void } {
    const index = this.#templates.push("");
    const name = `${this.#prefix}${index}`;
    const define = (statics: Statics, root: boolean): void => {
      const strings = [...statics.strings, statics.text];
      const kinds = statics.kinds.includes(1) ? `[${statics.kinds.join(",")}]` : "null";
      this.#templates[index - 1] =
        `const ${name} = new ${this.#prefix}.Template([${strings.map(quote).join(",")}],${root},${kinds});`;
    };
    return { name, define };
  }

  /** Replaces a node by what `write` adds. */
  replace(node: Node, write: () => void): void {
    const position = this.#position;
    const pending = this.#pending;
    this.#position = node.start!;
    this.#pending = "";
    write();
    this.skipTo(node.end!);
    this.#position = position;
    this.#pending = pending;
  }

  /** Replaces the source up to `end` by what is pending and as many line breaks as it has. */
  skipTo(end: number): void {
    let text = this.#pending;
    for (let i = this.#position; i < end; i++) if (this.syntax.source.charCodeAt(i) === 10) text += "\n";
    this.#pending = "";
    if (end > this.#position) this.output.update(this.#position, end, text);
    else if (text !== "") this.output.appendLeft(end, text);
    this.#position = end;
  }

  /**
   * Keeps an expression where it is, between `before` and `after`.
   *
   * @param inside compiles the markup in it
   */
  keep(expression: Node, before: string, after: string, inside: () => void): void {
    this.skipTo(expression.start!);
    // A sequence may stand bare between braces, but not in a list.
    const bare = expression.type === "SequenceExpression";
    if (before !== "" || bare) this.output.appendLeft(expression.start!, bare ? `${before}(` : before);
    inside();
    this.#position = expression.end!;
    this.#pending = bare ? `)${after}` : after;
  }

  /** Puts the templates and what they are made with before the first line, when there are any. */
  finish(): void {
    if (this.#used.size === 0) return;
    const prefix = this.#prefix;
    const helpers = [...this.#used].map((name) => `const ${prefix}${name} = ${prefix}.${HELPERS[name]};`);
    this.output.prepend(
      `import { templateRuntime as ${prefix} } from "fledge/jsx-runtime"; ${[...helpers, ...this.#templates].join(" ")} `,
    );
  }
}
