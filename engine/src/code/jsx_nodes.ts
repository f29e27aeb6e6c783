import type { Expression, JSXAttribute, JSXElement, Node } from "@babel/types";
import { cleanText } from "./jsx_text.ts";
import { walk } from "./syntax.ts";

/** What may stand between two tags. */
export type Child = JSXElement["children"][number];

/** A string as source. */
export function quote(text: string): string {
  return JSON.stringify(text)
    .replace(/\u2028/g, "\\u2028")
    .replace(/\u2029/g, "\\u2029");
}

/** The name of an element of HTML. */
export function elementName(node: JSXElement): string {
  const { name } = node.openingElement;
  if (name.type === "JSXIdentifier") return name.name;
  return name.type === "JSXNamespacedName" ? `${name.namespace.name}:${name.name.name}` : "";
}

/** Whether a tag is a call of a component. */
export function isComponent(node: JSXElement): boolean {
  const { name } = node.openingElement;
  if (name.type === "JSXMemberExpression") return true;
  return name.type === "JSXIdentifier" && !/^[a-z]/.test(name.name) && !name.name.includes("-");
}

/** The name of an attribute, its namespace too. */
export function attributeName(node: JSXAttribute): string {
  const { name } = node;
  return name.type === "JSXNamespacedName" ? `${name.namespace.name}:${name.name.name}` : name.name;
}

/** The `key` of an element. */
export function findKey(node: JSXElement): JSXAttribute | undefined {
  return node.openingElement.attributes.find(
    (entry): entry is JSXAttribute => entry.type === "JSXAttribute" && attributeName(entry) === "key",
  );
}

/** A value that is known now, so that it becomes part of the static strings. */
export function literalOf(node: Expression): { value: string | number | boolean | null } | undefined {
  switch (node.type) {
    case "StringLiteral":
    case "NumericLiteral":
    case "BooleanLiteral":
      return { value: node.value };
    case "NullLiteral":
      return { value: null };
    case "TemplateLiteral":
      return node.expressions.length === 0 && node.quasis[0]?.value.cooked != null
        ? { value: node.quasis[0].value.cooked }
        : undefined;
    default:
      return undefined;
  }
}

/** Markup in this expression ends up where the expression stands, as in `{condition && <p/>}`. */
export function standsInPlace(node: Expression): boolean {
  return (
    node.type === "LogicalExpression" ||
    node.type === "ConditionalExpression" ||
    node.type === "ParenthesizedExpression" ||
    (node.type === "CallExpression" && node.callee.type === "MemberExpression" && isMap(node.callee.property))
  );
}

function isMap(node: Node): boolean {
  return node.type === "Identifier" && (node.name === "map" || node.name === "flatMap");
}

/** Whether there is markup in an expression. */
export function containsMarkup(node: Node): boolean {
  let found = false;
  walk(node, ({ type }) => {
    if (type === "JSXElement" || type === "JSXFragment") found = true;
    return !found;
  });
  return found;
}

/** Exactly one static tag at the top, and nothing beside it. */
export function hasOneRoot(nodes: readonly Child[]): boolean {
  const roots = nodes.filter((node) => node.type !== "JSXText" || cleanText(node.value) !== "");
  const only = roots.length === 1 ? roots[0]! : undefined;
  if (only?.type === "JSXFragment") return hasOneRoot(only.children);
  return only?.type === "JSXElement" && !isComponent(only) && elementName(only) !== "html";
}
