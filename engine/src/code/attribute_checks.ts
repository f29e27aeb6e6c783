import type { JSXAttribute, JSXSpreadAttribute } from "@babel/types";
import { attributeNameProblem, attributeTextProblem, handlerProblem, hookProblem } from "./html_rules.ts";
import { attributeName } from "./jsx_nodes.ts";
import { errorAt, type Syntax } from "./syntax.ts";

type Attributes = readonly (JSXAttribute | JSXSpreadAttribute)[];

/**
 * Checks the names that the props of a component or the attributes of an element have.
 *
 * @param tag the element's name; `undefined` for a component, whose props are its own business
 * @throws CompileError at the one that is wrong
 */
export function checkAttributes(syntax: Syntax, attributes: Attributes, tag: string | undefined): void {
  const named = attributes.filter((entry) => entry.type === "JSXAttribute");
  const seen = new Set<string>();
  for (const entry of named) {
    const name = attributeName(entry);
    const same = tag === undefined ? name : name.toLowerCase();
    if (seen.has(same)) throw errorAt(syntax, entry, `${name} is given twice`);
    seen.add(same);
  }
  if (tag === undefined) return;
  const spread = named.length < attributes.length;
  for (const entry of named) {
    const problem = attributeProblem(entry, seen, spread);
    if (problem !== undefined) throw errorAt(syntax, entry, problem);
  }
}

function attributeProblem(
  entry: JSXAttribute,
  names: ReadonlySet<string>,
  spread: boolean,
): string | undefined {
  const name = attributeName(entry);
  const { value } = entry;
  if (/^on/i.test(name) && value?.type === "JSXExpressionContainer") return handlerProblem(name);
  return (
    attributeNameProblem(name) ??
    hookProblem(name, names, spread) ??
    (value?.type === "StringLiteral" ? attributeTextProblem(name, value.value) : undefined)
  );
}
