import { beforeAll, describe, expect, test } from "vitest";
import { CodeHighlighter } from "./highlight.ts";
import { compileProse, type ProseContext } from "./mdx.ts";

let context: ProseContext;

beforeAll(async () => {
  context = {
    before: { "lib/router.ts": "a();\n" },
    after: { "lib/router.ts": "a();\nb();\n", "lib/page.tsx": "export const page = <p>hi</p>;\n" },
    highlighter: await CodeHighlighter.create(),
    output: async (command, of) => `${of} of ${command}`,
  };
});

/** Runs what the build wrote, with components that show their props. */
async function render(source: string): Promise<unknown[]> {
  const module = await compileProse("step.mdx", source, context);
  const seen: unknown[] = [];
  const jsx = (type: unknown, props: Record<string, unknown>) => {
    if (typeof type === "function") seen.push(props);
    return null;
  };
  const body = module
    .replace(/^import .*jsx-runtime";$/m, "const { Fragment: _Fragment, jsx: _jsx, jsxs: _jsxs } = runtime;")
    .replace("export default function MDXContent", "return function MDXContent");
  const content = new Function("runtime", body)({ Fragment: "fragment", jsx, jsxs: jsx });
  const component = () => null;
  content({ components: { Code: component, Output: component, Try: component, File: component } });
  // The first is what MDX puts around the whole.
  return seen;
}

describe("prose", () => {
  test("quotes a part of a file and marks what the step adds", async () => {
    const [props] = await render('<Code file="lib/router.ts" />');
    expect(props).toMatchObject({ file: "lib/router.ts", line: 1 });
    const { html } = props as { html: string };
    expect(html.match(/class="line[^"]*"/g)).toEqual(['class="line"', 'class="line added"']);
    expect(html).toContain("light-dark(");
  });

  test("marks nothing in a new file or in the file as it was", async () => {
    const seen = await render('<Code file="lib/page.tsx" />\n\n<Code file="lib/router.ts" of="start" />');
    for (const props of seen) expect((props as { html: string }).html).not.toContain("added");
    expect(seen).toHaveLength(2);
  });

  test("has the output of commands", async () => {
    expect(await render('<Output command="routes" />')).toEqual([
      { command: "routes", text: "solution of routes" },
    ]);
    expect(await render('<Output command="routes" of="start" />')).toEqual([
      { command: "routes", text: "start of routes" },
    ]);
  });

  test.each([
    ['\n<Code file="lib/nowhere.ts" />', 'step.mdx:2: <Code file="lib/nowhere.ts"> quotes a file'],
    ['<Code file="lib/router.ts" at="c()" />', 'step.mdx:1: <Code file="lib/router.ts">: no line contains'],
    ["<Code />", 'step.mdx:1: <Code> needs file="…"'],
    ['<Code file="lib/router.ts" lang="ts" />', "step.mdx:1: <Code> has no lang"],
    ["<Code file={a} />", "step.mdx:1: <Code> takes plain text attributes"],
    ['<File path="lib/nowhere.ts" />', 'step.mdx:1: <File path="lib/nowhere.ts"> names a file'],
    ['<Try path="hello" />', 'step.mdx:1: <Try path="hello"> must begin with "/"'],
    ["<Warning />", "step.mdx:1: <Warning> is no component of the guides"],
    ["```ts\na();\n```", "step.mdx:1: code is quoted from the project"],
    ['import a from "a";', "step.mdx:1: a step imports nothing"],
    ["text\n\n<Code", "step.mdx:3: "],
  ])("refuses %j", async (source, message) => {
    await expect(compileProse("step.mdx", source, context)).rejects.toThrow(message);
  });

  test("says which command failed", async () => {
    const failing = { ...context, output: async () => Promise.reject(new Error("ended with code 1: no")) };
    await expect(compileProse("step.mdx", '<Output command="route" />', failing)).rejects.toThrow(
      'step.mdx:1: <Output command="route"> ended with code 1: no',
    );
  });
});
