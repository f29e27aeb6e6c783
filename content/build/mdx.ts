import { compile } from "@mdx-js/mdx";
import rehypeSlug from "rehype-slug";
import remarkGfm from "remark-gfm";
import { GuideError } from "./errors.ts";
import type { CodeHighlighter } from "./highlight.ts";
import { addedLines, quote } from "./quote.ts";

/** What the prose of a step may quote. */
export interface ProseContext {
  /** The project before the step and after it. */
  before: Record<string, string>;
  after: Record<string, string>;
  highlighter: CodeHighlighter;
  /** What `fledge <command>` prints on the project before or after the step. */
  output(command: string, of: "start" | "solution"): Promise<string>;
}

interface Attribute {
  type: string;
  name?: string;
  value?: unknown;
}

interface Node {
  type: string;
  name?: string | null;
  lang?: string | null;
  attributes?: Attribute[];
  children?: Node[];
  position?: { start: { line: number } };
}

const components: Record<string, { required: string[]; optional: string[] }> = {
  Code: { required: ["file"], optional: ["lines", "at", "of"] },
  Output: { required: ["command"], optional: ["of"] },
  Try: { required: ["path"], optional: [] },
  File: { required: ["path"], optional: [] },
};

/** Compiles a step's MDX to a JavaScript module. Throws `GuideError` for what it quotes and is not there. */
export async function compileProse(file: string, source: string, context: ProseContext): Promise<string> {
  try {
    const compiled = await compile(
      { path: file, value: source },
      {
        remarkPlugins: [remarkGfm, () => (tree: Node) => expand(tree, file, context)],
        rehypePlugins: [rehypeSlug],
        jsxImportSource: "react",
      },
    );
    return String(compiled);
  } catch (error) {
    if (error instanceof GuideError) throw error;
    const { line, reason } = error as { line?: number; reason?: string };
    throw new GuideError(file, reason ?? String(error), line);
  }
}

async function expand(node: Node, file: string, context: ProseContext): Promise<void> {
  const line = node.position?.start.line;
  if (node.type === "code") {
    throw new GuideError(
      file,
      "code is quoted from the project with <Code>, output with <Output>, not typed",
      line,
    );
  }
  if (node.type === "mdxjsEsm") throw new GuideError(file, "a step imports nothing", line);
  if (node.type === "mdxJsxFlowElement" || node.type === "mdxJsxTextElement") {
    await expandComponent(node, file, context);
  }
  for (const child of node.children ?? []) await expand(child, file, context);
}

async function expandComponent(node: Node, file: string, context: ProseContext): Promise<void> {
  const line = node.position?.start.line;
  const name = node.name ?? "";
  const known = components[name];
  if (known === undefined) {
    const names = Object.keys(components).map((each) => `<${each}>`);
    throw new GuideError(
      file,
      `<${name}> is no component of the guides; there are ${names.join(", ")}`,
      line,
    );
  }
  const given = readAttributes(node, file, [...known.required, ...known.optional]);
  for (const attribute of known.required) {
    if (given[attribute] === undefined) throw new GuideError(file, `<${name}> needs ${attribute}="…"`, line);
  }
  const of = given.of ?? "solution";
  if (of !== "start" && of !== "solution") {
    throw new GuideError(file, `of="${of}" must be "start" or "solution"`, line);
  }
  if (name === "Code") {
    node.attributes = toAttributes(quoteFile(given, of, file, line, context));
  } else if (name === "Output") {
    const { command = "" } = given;
    try {
      node.attributes = toAttributes({ command, text: await context.output(command, of) });
    } catch (error) {
      throw new GuideError(file, `<Output command="${command}"> ${(error as Error).message}`, line);
    }
  } else if (name === "File" && context.after[given.path!] === undefined) {
    throw new GuideError(
      file,
      `<File path="${given.path}"> names a file that the project does not have`,
      line,
    );
  } else if (name === "Try" && !given.path!.startsWith("/")) {
    throw new GuideError(file, `<Try path="${given.path}"> must begin with "/"`, line);
  }
}

function quoteFile(
  given: Record<string, string>,
  of: "start" | "solution",
  file: string,
  line: number | undefined,
  context: ProseContext,
): { file: string; line: number; html: string } {
  const path = given.file!;
  const source = (of === "start" ? context.before : context.after)[path];
  if (source === undefined) {
    throw new GuideError(file, `<Code file="${path}"> quotes a file that the project does not have`, line);
  }
  try {
    const quoted = quote(source, { lines: given.lines, at: given.at });
    // Where a file was there before, the lines that the step adds are marked; a new file needs no marks.
    const previous = of === "solution" ? context.before[path] : undefined;
    const added = previous === undefined ? new Set<number>() : addedLines(previous, source);
    const marks = new Set(
      quoted.lines.flatMap((_, index) => (added.has(quoted.line + index) ? [index] : [])),
    );
    return { file: path, line: quoted.line, html: context.highlighter.html(path, quoted.lines, marks) };
  } catch (error) {
    throw new GuideError(file, `<Code file="${path}">: ${(error as Error).message}`, line);
  }
}

function readAttributes(node: Node, file: string, allowed: string[]): Record<string, string> {
  const line = node.position?.start.line;
  const given: Record<string, string> = {};
  for (const { type, name, value } of node.attributes ?? []) {
    if (type !== "mdxJsxAttribute" || name === undefined || typeof value !== "string") {
      throw new GuideError(file, `<${node.name}> takes plain text attributes: name="value"`, line);
    }
    if (!allowed.includes(name)) {
      throw new GuideError(file, `<${node.name}> has no ${name}; it takes ${allowed.join(", ")}`, line);
    }
    given[name] = value;
  }
  return given;
}

/** Attributes as MDX's own syntax tree has them: strings as text, numbers as expressions. */
function toAttributes(props: Record<string, string | number>): Attribute[] {
  return Object.entries(props).map(([name, value]) => ({
    type: "mdxJsxAttribute",
    name,
    value: typeof value === "string" ? value : expression(value),
  }));
}

function expression(value: number) {
  return {
    type: "mdxJsxAttributeValueExpression",
    value: String(value),
    data: {
      estree: {
        type: "Program",
        sourceType: "module",
        body: [{ type: "ExpressionStatement", expression: { type: "Literal", value, raw: String(value) } }],
      },
    },
  };
}
