import { readFileSync } from "node:fs";
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from "parse5";
import { expect } from "vitest";
import type * as CoreComponents from "../../templates/new/lib/app_name_web/components/core_components.tsx";
import { ModuleGraph } from "../code/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { evaluate } from "../platform/node/evaluate.ts";
import * as component from "./index.ts";
import { type Html, renderToString } from "./index.ts";
import * as jsxRuntime from "./jsx_runtime.ts";

// Loaded as a project loads it.
const template = new URL(
  "../../templates/new/lib/app_name_web/components/core_components.tsx",
  import.meta.url,
);
const packages = { "fledge/component": component, "fledge/jsx-runtime": jsxRuntime };
const graph = new ModuleGraph({
  root: "/hello",
  platform: {
    name: "worker",
    fs: new MemoryFileSystem({ "/hello/lib/core_components.tsx": readFileSync(template, "utf8") }),
    evaluate,
    importPackage: (specifier) => Promise.reject(new Error(specifier)),
  },
  packages: Object.entries(packages),
});
await graph.prepare(["lib/core_components.tsx"]);

/** The components that a new project has. */
export const core = graph.import("lib/core_components.tsx") as unknown as typeof CoreComponents;

type Element = DefaultTreeAdapterTypes.Element;

/** The markup of a component. */
export const show = (html: Html) => renderToString(html, { csrfToken: () => "token" });

/** Renders, and fails when a browser would read the markup as anything but what was written. */
export function shown(html: Html): string {
  const text = show(html);
  expect(text.replace(/<!DOCTYPE html>\n/, "").replaceAll("&#39;", "'")).toBe(
    serialize(parseFragment(text)).replace(/ (\w[\w-]*)=""/g, (all, name) =>
      text.includes(all) ? all : ` ${name}`,
    ),
  );
  return text;
}

/** The elements of a tag, as a browser sees them. */
export function find(html: Html, tag: string): Element[] {
  const found: Element[] = [];
  const visit = (nodes: DefaultTreeAdapterTypes.ChildNode[]) => {
    for (const node of nodes) {
      if (!("tagName" in node)) continue;
      if (node.tagName === tag) found.push(node);
      visit(node.childNodes);
    }
  };
  visit(parseFragment(show(html)).childNodes);
  return found;
}

/** An element's attributes by name. */
export const attributesOf = (element: Element | undefined) =>
  Object.fromEntries((element?.attrs ?? []).map(({ name, value }) => [name, value]));
