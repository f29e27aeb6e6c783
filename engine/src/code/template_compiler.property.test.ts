import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { expect, test } from "vitest";
import { type Html, type Rendered, renderToStream, renderToString } from "../component/index.ts";
import * as jsxRuntime from "../component/jsx_runtime.ts";
import { evaluate } from "../platform/node/evaluate.ts";
import { compile } from "./compile.ts";

/** Markup as a tree, from which both the source and what a browser must see are made. */
type Part =
  | { kind: "text"; text: string }
  | { kind: "value"; value: string | number | boolean | null }
  | { kind: "element"; tag: string; attributes: Attribute[]; children: Part[] }
  | { kind: "fragment" | "component" | "condition"; children: Part[] }
  | { kind: "list"; keyed: boolean; times: number; children: Part[] };
interface Attribute {
  name: string;
  value: string | number | boolean | null;
  how: "static" | "dynamic" | "spread";
}
/** Text, or an element with its attributes and what is in it. */
type Seen = string | [tag: string, attributes: Record<string, string>, children: Seen[]];

const text = fc.string({ unit: fc.constantFrom(..."ab&<>\"'{}é😀 ;/\\`$".split("")), maxLength: 6 });
const value = fc.oneof(text, fc.integer({ min: -9, max: 99 }), fc.boolean(), fc.constant(null));
const attributes = fc.uniqueArray(
  fc.record<Attribute>({
    name: fc.constantFrom("id", "title", "class", "hidden", "data-a", "lang", "href", "phx-value-x"),
    value,
    how: fc.constantFrom("static", "dynamic", "spread"),
  }),
  { selector: ({ name }) => name, maxLength: 4 },
);
const { part } = fc.letrec<{ part: Part; children: Part[] }>((tie) => ({
  children: fc.array(tie("part"), { maxLength: 3 }),
  part: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({
      kind: fc.constant("text" as const),
      text: text.map((entry) => entry.replace(/[{}<>&\\]/g, "")),
    }),
    fc.record({ kind: fc.constant("value" as const), value }),
    fc.record({
      kind: fc.constant("element" as const),
      tag: fc.constantFrom("div", "span", "b", "x-tag", "section"),
      attributes,
      children: tie("children"),
    }),
    fc.record({
      kind: fc.constantFrom("fragment" as const, "component" as const, "condition" as const),
      children: tie("children"),
    }),
    fc.record({
      kind: fc.constant("list" as const),
      keyed: fc.boolean(),
      times: fc.integer({ min: 0, max: 3 }),
      children: tie("children"),
    }),
  ),
}));

/** What the browser must see. Neighbouring text flows together. */
function expected(parts: Part[]): Seen[] {
  return join(
    parts.flatMap((entry): Seen[] => {
      switch (entry.kind) {
        case "text":
          return [entry.text];
        case "value":
          return [typeof entry.value === "boolean" || entry.value === null ? "" : String(entry.value)];
        case "element":
          return [[entry.tag, expectedAttributes(entry.attributes), expected(entry.children)]];
        case "list":
          return Array.from({ length: entry.times }, (): Seen => ["i", {}, expected(entry.children)]);
        default:
          return expected(entry.children);
      }
    }),
  );
}

function join(nodes: Seen[]): Seen[] {
  const out: Seen[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (typeof node === "string" && typeof last === "string") out[out.length - 1] = last + node;
    else if (node !== "") out.push(node);
  }
  return out.filter((node) => node !== "");
}

function expectedAttributes(list: Attribute[]): Record<string, string> {
  const entries = list.flatMap(({ name, value }): [string, string][] => {
    if (value === null || value === false) return [];
    if (name === "hidden") return value === "" ? [] : [[name, ""]];
    if (name === "class" && typeof value !== "string") return [];
    return [[name, value === true ? "" : String(value)]];
  });
  return Object.fromEntries(entries.sort());
}

/** Writes the source of a tree, and keeps the values that it refers to. */
class Writer {
  readonly values: unknown[] = [];

  reference(value: unknown): string {
    return `v[${this.values.push(value) - 1}]`;
  }

  parts(parts: Part[]): string {
    return parts.map((entry) => this.part(entry)).join("\n");
  }

  part(entry: Part): string {
    switch (entry.kind) {
      case "text":
        return `{${JSON.stringify(entry.text)}}`;
      case "value":
        return `{/* a\n value */ ${this.reference(entry.value)}}`;
      case "element":
        return `<${entry.tag}${this.attributes(entry.attributes)}>\n${this.parts(entry.children)}</${entry.tag}>`;
      case "fragment":
        return `<>${this.parts(entry.children)}</>`;
      case "component":
        return `<Same>\n${this.parts(entry.children)}</Same>`;
      case "condition":
        return `{${this.reference(true)} && (\n<>${this.parts(entry.children)}</>)}`;
      case "list": {
        const numbers = this.reference(Array.from({ length: entry.times }, (_, index) => index));
        return `{${numbers}.map((n: number) => <i${entry.keyed ? " key={n}" : ""}>${this.parts(entry.children)}</i>)}`;
      }
    }
  }

  attributes(list: Attribute[]): string {
    return list
      .filter(({ name, value }) => name !== "class" || typeof value === "string")
      .map(({ name, value, how }) => {
        if (how === "spread") return `\n{...{ ${JSON.stringify(name)}: ${this.reference(value)} }}`;
        if (how === "dynamic" || typeof value === "number") return ` ${name}={\n${this.reference(value)}}`;
        if (typeof value !== "string") return value === true ? ` ${name}` : "";
        return value.includes('"') || value.includes("&")
          ? ` ${name}={${JSON.stringify(value)}}`
          : ` ${name}="${value}"`;
      })
      .join("");
  }
}

function seen(html: string): Seen[] {
  const read = (nodes: DefaultTreeAdapterTypes.ChildNode[]): Seen[] =>
    nodes.map((node) =>
      "tagName" in node
        ? [
            node.tagName,
            Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]).sort()),
            read(node.childNodes),
          ]
        : (node as DefaultTreeAdapterTypes.TextNode).value,
    );
  return read(parseFragment(html).childNodes);
}

function load(source: string, values: unknown[]): () => Rendered {
  const { code } = compile("lib/x.tsx", source);
  const exports: Record<string, unknown> = {};
  evaluate(code, "lib/x.tsx")(exports, () => jsxRuntime, { exports }, {});
  return () => (exports.page as (values: unknown[]) => Rendered)(values);
}

test("any markup comes out as it was written, on the lines where it was written", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
      const writer = new Writer();
      const source = `const Same = ({ children }: { children?: unknown }) => children;\nexport const page = (v: any[]) => (\n<main>${writer.parts(parts)}</main>);\nexport const end = 1;`;
      const page = load(source, writer.values);
      const html = renderToString(page());
      expect(seen(html)).toEqual([["main", {}, expected(parts)]]);
      const { code } = compile("lib/x.tsx", source);
      expect(code.split("\n").findIndex((line) => line.includes("const end = 1"))).toBe(
        source.split("\n").length - 1,
      );

      // Statics do not depend on values, and the root is one tag.
      const [first, second] = [page(), page()];
      expect(first.template).toBe(second.template);
      expect(first.template.root).toBe(true);
      expect(first.template.statics).toHaveLength(first.dynamics.length + 1);

      let streamed = "";
      for await (const chunk of renderToStream(first as Html)) streamed += chunk;
      expect(streamed).toBe(html);
    }),
    { numRuns: 300 },
  );
});
