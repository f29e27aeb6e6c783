import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ModuleGraph } from "fledge/code";
import * as component from "fledge/component";
import { nodePlatform } from "fledge/platform/node";
import { MemoryFileSystem } from "fledge/platform/web";
import ts from "typescript";
import * as vitest from "vitest";
import { ExampleComposer } from "./examples.ts";
import { engineOptions, extractModules } from "./extract.ts";
import { referenceModules } from "./modules.ts";
import type { Outcome } from "./prelude/outcome.ts";

const { expect, test, describe } = vitest;
const root = fileURLToPath(new URL("../..", import.meta.url));
const examples = new ExampleComposer(root, extractModules(root, referenceModules)).all();
const prelude = Object.fromEntries(
  readdirSync(join(root, "content/reference/prelude"), { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => [`prelude/${name}`, readFileSync(join(root, "content/reference/prelude", name), "utf8")]),
);
const fileOf = (index: number) => `example_${index}.tsx`;

/** What goes on around the examples that use a module of the prelude. */
interface PreludeModule {
  setUp?(platform: ReturnType<typeof nodePlatform>, root: string): Promise<() => Promise<void>>;
}

const outcome: Outcome = {
  is(value, expected, inPart) {
    if (inPart) expect(value).toMatchObject(expected as object);
    else expect(value).toEqual(expected);
  },
  async throws(run, name) {
    const error = await run().then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ name });
  },
  async renders(markup) {
    const context = { csrfToken: () => "token" };
    let text = "";
    for await (const chunk of component.renderToStream(markup, context)) text += chunk;
    expect(text).not.toBe("");
  },
  made(value) {
    expect(value).toBeDefined();
  },
};

/** The compiler's word on all examples at once: messages by the example's file. */
function typeErrors(): Map<string, string[]> {
  // Where the framework's own name leads to its sources.
  const folder = join(root, "engine", "examples");
  const files = new Map(Object.entries(prelude).map(([name, text]) => [join(folder, name), text]));
  for (const [index, { text }] of examples.entries()) files.set(join(folder, fileOf(index)), text);
  // An example does not say which of its names are types.
  const options = { ...engineOptions(root), verbatimModuleSyntax: false, isolatedModules: false };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile, directoryExists } = host;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.directoryExists = (name) =>
    name === folder || name === join(folder, "prelude") || (directoryExists?.(name) ?? true);
  host.getSourceFile = (name, version, ...rest) => {
    const text = files.get(name);
    return text === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  const errors = new Map<string, string[]>();
  for (const name of files.keys()) {
    const source = program.getSourceFile(name)!;
    const found = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    if (found.length === 0) continue;
    errors.set(
      name.slice(folder.length + 1),
      found.map(({ messageText, start = 0 }) => {
        const line = source.text.slice(0, start).split("\n").length;
        return `${ts.flattenDiagnosticMessageText(messageText, "\n")}\n  ${source.text.split("\n")[line - 1]}`;
      }),
    );
  }
  return errors;
}

describe("examples of the reference", async () => {
  const errors = typeErrors();
  const packages: [string, object][] = [["vitest", vitest]];

  test("what they take for granted compiles", () => {
    const own = [...errors].filter(([name]) => name.startsWith("prelude/"));
    expect(own).toEqual([]);
  });

  for (const [index, example] of examples.entries()) {
    const { id, file, line, checked } = example;
    test(`${id} (${checked}), ${file}:${line}`, async () => {
      expect(errors.get(fileOf(index)), example.text).toBeUndefined();
      if (checked === "run") await run(index);
    });
  }

  /** Runs an example in a project in memory that holds it and the prelude. */
  async function run(index: number): Promise<void> {
    const { text, preludes } = examples[index]!;
    const fs = new MemoryFileSystem();
    const platform = { ...nodePlatform({ vars: {} }), fs };
    for (const [name, contents] of Object.entries(prelude)) {
      // Migrations are where the commands look for them.
      fs.write(
        name.includes("migrations/") ? `/hello/priv/repo/${name.slice(8)}` : `/hello/${name}`,
        contents,
      );
    }
    fs.write(`/hello/${fileOf(index)}`, text);
    const graph = new ModuleGraph({ root: "/hello", platform, packages });
    await graph.prepare([fileOf(index), ...preludes]);
    const undo: (() => Promise<void>)[] = [];
    try {
      for (const path of preludes) {
        const { setUp } = graph.import(path) as PreludeModule;
        if (setUp) undo.push(await setUp(platform, "/hello"));
      }
      const { example } = graph.import(fileOf(index)) as { example(outcome: Outcome): Promise<unknown> };
      await example(outcome);
    } finally {
      for (const step of undo.reverse()) await step();
    }
  }
});
