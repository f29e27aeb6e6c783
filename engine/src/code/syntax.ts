import { type ParserPlugin, parse } from "@babel/parser";
import type { File, Node } from "@babel/types";
import { CompileError } from "./compile_error.ts";

/** A parsed source file. */
export interface Syntax {
  path: string;
  source: string;
  ast: File;
}

/**
 * Parses a TypeScript file; `.tsx` may hold markup.
 *
 * @throws CompileError for a syntax error
 */
export function parseSource(path: string, source: string): Syntax {
  try {
    return { path, source, ast: parseText(path, source) };
  } catch (error) {
    const { loc, message } = mismatch(path, source, error as SyntaxFailure);
    throw new CompileError({
      reason: explain(message.replace(/ \(\d+:\d+\)$/, ""), path, source, loc?.line),
      file: path,
      source,
      ...(loc === undefined ? {} : { line: loc.line, column: loc.column + 1 }),
    });
  }
}

type SyntaxFailure = Error & { loc?: { line: number; column: number } };

function parseText(path: string, source: string): File {
  const plugins: ParserPlugin[] = ["typescript", "decorators"];
  if (path.endsWith("x")) plugins.push("jsx");
  return parse(source, {
    sourceType: "module",
    plugins,
    // So that an expression keeps its parentheses when it is moved into an argument list.
    createParenthesizedExpressions: true,
    allowAwaitOutsideFunction: true,
  });
}

/** The parser meets the end of the file before it compares a tag with its end tag; with one more `<` it gets that far. */
function mismatch(path: string, source: string, error: SyntaxFailure): SyntaxFailure {
  if (!error.message.startsWith("Unterminated JSX contents")) return error;
  try {
    parseText(path, `${source}<`);
  } catch (second) {
    if (/closing tag/.test((second as Error).message)) return second as SyntaxFailure;
  }
  return error;
}

/** How something of HEEx is written here. */
const FROM_HEEX: readonly [RegExp, string][] = [
  [
    /<%/,
    "A value stands in braces: {value}, a condition is {condition && <p />}, a loop {list.map((item) => <p />)}.",
  ],
  [/<\/?\.\w/, "A component is written with its own name: <Link> for <.link>."],
  [/<\/?:\w/, "A slot is a prop: cols={[{ label, cell: (row) => row.title }]} for <:col>."],
  [
    /\s:(if|for|let|key)=/,
    "A condition is {condition && <p />}, a loop {list.map((item) => <p key={item.id} />)}, a :let a function between the tags.",
  ],
  [/\{@\w|=@\w/, "An assign is a prop of the component: {title} for {@title}."],
];

function explain(message: string, path: string, source: string, line: number | undefined): string {
  const text = line === undefined ? "" : (source.split("\n")[line - 1] ?? "");
  if (path.endsWith("x")) {
    const hint = FROM_HEEX.find(([pattern]) => pattern.test(text))?.[1];
    if (hint !== undefined) return `${message} ${hint}`;
  }
  if (!path.endsWith("x") && /<\/?[A-Za-z]/.test(text)) {
    return `${message} If this is markup, name the file ${path.replace(/\.(m|c)?(ts|js)$/, ".$2x")}.`;
  }
  return message;
}

/** An error at a node of the file. */
export function errorAt(syntax: Syntax, node: Node, reason: string): CompileError {
  const { line, column } = node.loc?.start ?? { line: 1, column: 0 };
  return new CompileError({ reason, file: syntax.path, source: syntax.source, line, column: column + 1 });
}

const SKIPPED = new Set([
  "loc",
  "start",
  "end",
  "extra",
  "leadingComments",
  "trailingComments",
  "innerComments",
  "type",
]);

/**
 * Visits a node and what is below it, in the order of the source.
 *
 * @param enter returns `false` to leave out what is below a node
 */
export function walk(node: Node, enter: (node: Node) => unknown): void {
  if (enter(node) === false) return;
  for (const key in node) {
    if (SKIPPED.has(key)) continue;
    const child = (node as unknown as Record<string, unknown>)[key];
    if (child === null || typeof child !== "object") continue;
    if (Array.isArray(child)) {
      for (const entry of child) if (isNode(entry)) walk(entry, enter);
    } else if (isNode(child)) walk(child, enter);
  }
}

function isNode(value: unknown): value is Node {
  return (
    value !== null && typeof value === "object" && typeof (value as { type?: unknown }).type === "string"
  );
}
