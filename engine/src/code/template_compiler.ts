import type {
  Expression,
  JSXAttribute,
  JSXElement,
  JSXExpressionContainer,
  JSXSpreadAttribute,
  JSXText,
  Node,
} from "@babel/types";
import MagicString, { type SourceMap } from "magic-string";
import { attribute, attributeKind } from "../component/attributes.ts";
import { checkAttributes } from "./attribute_checks.ts";
import { nestingProblem, RAW_TEXT_ELEMENTS, textProblem, VOID_ELEMENTS } from "./html_rules.ts";
import {
  attributeName,
  type Child,
  containsMarkup,
  elementName,
  findKey,
  hasOneRoot,
  isComponent,
  literalOf,
  quote,
  standsInPlace,
} from "./jsx_nodes.ts";
import { cleanText, escapeStatic } from "./jsx_text.ts";
import { errorAt, parseSource, type Syntax, walk } from "./syntax.ts";
import { Statics, TemplateOutput } from "./template_output.ts";

/**
 * Compiles the markup of a `.tsx` file: what never changes is taken out into one list of strings a template, what may change stays
 * in place as an ordinary expression. The result is TypeScript without markup, and its nth line is the source's nth line.
 *
 * @param path names the file in errors
 * @throws CompileError for markup that a browser would read differently, or that could run a program
 */
export function compileTemplates(path: string, source: string): { code: string; map: SourceMap } {
  const output = new MagicString(source);
  transformTemplates(parseSource(path, source), output);
  return {
    code: output.toString(),
    map: output.generateMap({ source: path, includeContent: true, hires: "boundary" }),
  };
}

/** As `compileTemplates`, on a file that is parsed already. */
export function transformTemplates(syntax: Syntax, output: MagicString): void {
  new TemplateCompiler(syntax, output).run();
}

class TemplateCompiler {
  private readonly out: TemplateOutput;

  constructor(
    private readonly syntax: Syntax,
    output: MagicString,
  ) {
    this.out = new TemplateOutput(syntax, output);
  }

  run(): void {
    this.visit(this.syntax.ast.program, []);
    this.out.finish();
  }

  /** Compiles the markup in a piece of ordinary code. */
  private visit(root: Node, ancestors: readonly string[]): void {
    walk(root, (node) => {
      if (node.type !== "JSXElement" && node.type !== "JSXFragment") return;
      this.out.replace(node, () => {
        if (node.type === "JSXElement" && isComponent(node)) this.component(node);
        else this.template([node], ancestors);
      });
      return false;
    });
  }

  /** Keeps an expression where it is, between `before` and `after`. */
  private keep(
    expression: Node,
    { before = "", after = "", ancestors = [] as readonly string[] } = {},
  ): void {
    this.out.keep(expression, before, after, () => this.visit(expression, ancestors));
  }

  /** Compiles neighbours into one template and the call that fills it. */
  private template(nodes: readonly Child[], ancestors: readonly string[]): void {
    const { out } = this;
    const statics = new Statics();
    const only = nodes.length === 1 ? nodes[0]! : undefined;
    const keyAttribute = only?.type === "JSXElement" ? findKey(only) : undefined;
    const { name, define } = out.template();
    if (keyAttribute === undefined) out.write(`${out.helper("r")}(${name},[`);
    else {
      out.write(`${out.helper("k")}(${name},`);
      this.key(only as JSXElement, keyAttribute);
      out.write(",[");
    }
    this.children(nodes, statics, ancestors, undefined);
    out.write("])");
    define(statics, hasOneRoot(nodes));
  }

  private key(element: JSXElement, attribute: JSXAttribute): void {
    const { value } = attribute;
    if (value?.type === "StringLiteral") {
      this.out.write(quote(value.value));
      return;
    }
    if (value?.type !== "JSXExpressionContainer" || value.expression.type === "JSXEmptyExpression") {
      throw errorAt(this.syntax, attribute, "key needs a value: key={item.id}");
    }
    const { expression } = value;
    const { attributes } = element.openingElement;
    const dynamicBefore = attributes
      .slice(0, attributes.indexOf(attribute))
      .some((other) => other.type === "JSXSpreadAttribute" || other.value?.type === "JSXExpressionContainer");
    if (!dynamicBefore) {
      this.keep(expression);
      return;
    }
    const text = this.out.sourceOf(expression);
    if (text.includes("\n") || containsMarkup(expression)) {
      throw errorAt(
        this.syntax,
        attribute,
        "write `key` as the first attribute when its value takes more than one line",
      );
    }
    this.out.write(expression.type === "SequenceExpression" ? `(${text})` : text);
  }

  private children(
    nodes: readonly Child[],
    statics: Statics,
    ancestors: readonly string[],
    raw: string | undefined,
  ): void {
    for (const node of nodes) {
      switch (node.type) {
        case "JSXText":
          statics.text +=
            raw === undefined ? this.text(node, cleanText(node.value), ancestors) : this.rawText(node, raw);
          break;
        case "JSXExpressionContainer":
          this.expressionChild(node, statics, ancestors, raw);
          break;
        case "JSXFragment":
          this.children(node.children, statics, ancestors, raw);
          break;
        case "JSXElement":
          if (raw !== undefined) throw errorAt(this.syntax, node, `an element cannot stand in <${raw}>`);
          if (isComponent(node)) {
            this.component(node);
            this.out.write(",");
            statics.hole(0);
          } else this.element(node, statics, ancestors);
          break;
        default:
          throw errorAt(this.syntax, node, "a list needs no spread here: write {list}");
      }
    }
  }

  private text(node: Node, text: string, ancestors: readonly string[]): string {
    const problem = text.trim() === "" ? undefined : textProblem(ancestors);
    if (problem !== undefined) throw errorAt(this.syntax, node, problem);
    return escapeStatic(text);
  }

  private rawText(node: JSXText, raw: string): string {
    if (new RegExp(`</${raw}|<!--`, "i").test(node.value)) {
      throw errorAt(
        this.syntax,
        node,
        `the text of <${raw}> holds what would end it; write it as <\\/${raw}`,
      );
    }
    return node.value;
  }

  private expressionChild(
    node: JSXExpressionContainer,
    statics: Statics,
    ancestors: readonly string[],
    raw: string | undefined,
  ): void {
    const { expression } = node;
    if (expression.type === "JSXEmptyExpression") return;
    if (raw === "style") {
      throw errorAt(
        this.syntax,
        expression,
        "the text of <style> cannot change: CSS has no safe way to hold a value. Use a class, or a style attribute",
      );
    }
    const literal = literalOf(expression);
    if (raw === "script") {
      this.keep(expression, { before: `${this.out.helper("j")}(`, after: ")," });
      statics.hole(1);
    } else if (literal !== undefined) {
      const text = typeof literal.value === "boolean" ? "" : String(literal.value ?? "");
      statics.text += this.text(expression, text, ancestors);
    } else {
      this.keep(expression, { after: ",", ancestors: standsInPlace(expression) ? ancestors : [] });
      statics.hole(0);
    }
  }

  private element(node: JSXElement, statics: Statics, ancestors: readonly string[]): void {
    const tag = elementName(node);
    const lower = tag.toLowerCase();
    const problem = nestingProblem(lower, ancestors);
    if (problem !== undefined) throw errorAt(this.syntax, node, problem);
    if (lower === "html") statics.text += "<!DOCTYPE html>\n";
    statics.text += `<${tag}`;
    this.attributes(node, tag, statics);
    statics.text += ">";
    if (VOID_ELEMENTS.has(lower)) {
      if (node.children.some((child) => child.type !== "JSXText" || cleanText(child.value) !== "")) {
        throw errorAt(this.syntax, node, `<${tag}> has no content: write <${tag} />`);
      }
      return;
    }
    const first = node.children.find((child) => child.type !== "JSXText" || cleanText(child.value) !== "");
    // A browser drops the first line break of these; without one more, a value that begins with a line break would lose it.
    if ((lower === "textarea" || lower === "pre") && first?.type === "JSXExpressionContainer")
      statics.text += "\n";
    const raw = RAW_TEXT_ELEMENTS.has(lower) ? lower : undefined;
    this.children(node.children, statics, [...ancestors, lower], raw);
    statics.text += `</${tag}>`;
  }

  private attributes(node: JSXElement, tag: string, statics: Statics): void {
    const { attributes } = node.openingElement;
    checkAttributes(this.syntax, attributes, tag);
    const spread = attributes.findLastIndex((entry) => entry.type === "JSXSpreadAttribute");
    if (spread !== -1) this.spread(tag, attributes, spread, statics);
    for (const entry of attributes.slice(spread + 1)) {
      const name = attributeName(entry as JSXAttribute);
      const { value } = entry as JSXAttribute;
      if (name === "key") continue;
      if (value === null || value === undefined) statics.text += ` ${name}`;
      else if (value.type === "StringLiteral") this.staticAttribute(entry, tag, name, value.value, statics);
      else if (value.type === "JSXExpressionContainer" && value.expression.type !== "JSXEmptyExpression") {
        const literal = literalOf(value.expression);
        if (literal !== undefined) this.staticAttribute(entry, tag, name, literal.value, statics);
        else this.dynamicAttribute(tag, name, value.expression, statics);
      } else throw errorAt(this.syntax, entry, `${name} needs a value: ${name}={…} or ${name}="…"`);
    }
  }

  private staticAttribute(node: Node, tag: string, name: string, value: unknown, statics: Statics): void {
    try {
      statics.text += attribute(tag, name, value) as string;
    } catch (error) {
      throw errorAt(this.syntax, node, (error as Error).message);
    }
  }

  private dynamicAttribute(tag: string, name: string, expression: Expression, statics: Statics): void {
    this.keep(expression, { before: this.attributeHelper(tag, name), after: ")," });
    statics.hole(1);
  }

  private attributeHelper(tag: string, name: string): string {
    switch (attributeKind(tag, name)) {
      case "class":
        return `${this.out.helper("l")}(`;
      case "srcdoc":
        return `${this.out.helper("d")}(`;
      case "boolean":
        return `${this.out.helper("b")}(${quote(name)},`;
      case "refresh":
        return `${this.out.helper("m")}(${quote(name)},`;
      case "url":
        return `${this.out.helper("u")}(${quote(tag)},${quote(name)},`;
      default:
        return `${this.out.helper("a")}(${quote(name)},`;
    }
  }

  /** The attributes up to the last spread become one hole, since any of them may be overridden. */
  private spread(
    tag: string,
    attributes: (JSXAttribute | JSXSpreadAttribute)[],
    last: number,
    statics: Statics,
  ): void {
    this.out.write(`${this.out.helper("s")}(${quote(tag)},{`);
    for (const entry of attributes.slice(0, last + 1)) this.property(entry);
    const after = attributes
      .slice(last + 1)
      .map((entry) => attributeName(entry as JSXAttribute))
      .filter((name) => name !== "key");
    this.out.write(`},${after.length > 0 ? `[${after.map(quote).join(",")}]` : "null"}),`);
    statics.hole(1);
  }

  /** One entry of an object of props. */
  private property(entry: JSXAttribute | JSXSpreadAttribute): void {
    if (entry.type === "JSXSpreadAttribute") {
      this.keep(entry.argument, { before: "...", after: "," });
      return;
    }
    const name = attributeName(entry);
    const { value } = entry;
    if (name === "key") return;
    this.out.write(`${/^[A-Za-z_$][\w$]*$/.test(name) && name !== "__proto__" ? name : `[${quote(name)}]`}:`);
    if (value === null || value === undefined) this.out.write("true");
    else if (value.type === "StringLiteral") this.out.write(quote(value.value));
    else if (value.type === "JSXExpressionContainer") {
      if (value.expression.type === "JSXEmptyExpression")
        throw errorAt(this.syntax, entry, `${name} needs a value`);
      this.keep(value.expression);
    } else this.keep(value);
    this.out.write(",");
  }

  /** A component is a call: its props are the argument, what stands between its tags is the prop `children`. */
  private component(node: JSXElement): void {
    const { attributes, name } = node.openingElement;
    checkAttributes(this.syntax, attributes, undefined);
    const keyAttribute = findKey(node);
    this.out.skipTo(node.start!);
    if (keyAttribute !== undefined) {
      this.out.write(`${this.out.helper("c")}(`);
      this.key(node, keyAttribute);
      this.out.write(",");
    }
    this.out.write(`${this.out.sourceOf(name)}({`);
    for (const entry of attributes) this.property(entry);
    this.componentChildren(node);
    this.out.write(keyAttribute === undefined ? "})" : "}))");
  }

  private componentChildren(node: JSXElement): void {
    const children = node.children.filter(
      (child) =>
        !(child.type === "JSXText" && cleanText(child.value) === "") &&
        !(child.type === "JSXExpressionContainer" && child.expression.type === "JSXEmptyExpression"),
    );
    if (children.length === 0) return;
    const given = node.openingElement.attributes.find(
      (entry) => entry.type === "JSXAttribute" && attributeName(entry) === "children",
    );
    if (given !== undefined)
      throw errorAt(this.syntax, given, "children is given twice: as an attribute and between the tags");
    this.out.write("children:");
    const only = children.length === 1 ? children[0]! : undefined;
    if (only?.type === "JSXText") this.out.write(quote(cleanText(only.value)));
    // One value is handed over as it is, so that it may be a function.
    else if (only?.type === "JSXExpressionContainer") this.keep(only.expression);
    else if (only?.type === "JSXElement" && isComponent(only)) this.component(only);
    else this.template(only === undefined ? node.children : [only], []);
  }
}
