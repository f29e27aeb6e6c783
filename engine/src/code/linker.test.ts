import { describe, expect, test } from "vitest";
import * as component from "../component/index.ts";
import { type Html, renderToString } from "../component/index.ts";
import * as jsxRuntime from "../component/jsx_runtime.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { evaluate as evaluateOnNode } from "../platform/node/evaluate.ts";
import type { Evaluate } from "../platform/platform.ts";
import { evaluate as evaluateInWorker } from "../platform/web/evaluate.ts";
import { CompileError } from "./compile_error.ts";
import { ModuleGraph } from "./linker.ts";

const packages: Record<string, object> = { "fledge/component": component, "fledge/jsx-runtime": jsxRuntime };

function project(
  files: Record<string, string>,
  options: { name?: "node" | "worker"; evaluate?: Evaluate } = {},
) {
  const fs = new MemoryFileSystem(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`/hello/${path}`, text])),
  );
  const graph = new ModuleGraph({
    root: "/hello",
    platform: {
      name: options.name ?? "node",
      fs,
      evaluate: options.evaluate ?? evaluateOnNode,
      importPackage: (specifier) =>
        specifier in packages
          ? Promise.resolve(packages[specifier])
          : Promise.reject(new Error(`no ${specifier}`)),
    },
  });
  return {
    fs,
    graph,
    write: (path: string, text: string) => fs.write(`/hello/${path}`, text),
    async load(path: string) {
      await graph.prepare([path]);
      return graph.import(path);
    },
  };
}

async function failure(promise: Promise<unknown>): Promise<CompileError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CompileError);
  return error as CompileError;
}

describe.each([
  ["node", evaluateOnNode],
  ["worker", evaluateInWorker],
] as const)("on %s", (name, evaluate) => {
  test("renders a page from files that import each other", async () => {
    const { load } = project(
      {
        "lib/page.tsx": `
import type { Html } from "fledge/component";
import { Card } from "./components/card";
import { title } from "./title.js";
export function Page({ names }: { names: string[] }): Html {
  return <main class="page"><h1>{title}</h1>{names.map((name) => <Card key={name} name={name} />)}</main>;
}`,
        "lib/components/card.tsx": `export function Card({ name }: { name: string }) { return <p id={"c-" + name}>Hello, {name}!</p>; }`,
        "lib/title.ts": `export const title: string = "A & B";`,
      },
      { name, evaluate },
    );
    const { Page } = (await load("lib/page.tsx")) as { Page: (props: { names: string[] }) => Html };
    expect(renderToString(Page({ names: ["Ada", "<Bob>"] }))).toBe(
      '<main class="page"><h1>A &amp; B</h1><p id="c-Ada">Hello, Ada!</p><p id="c-&lt;Bob&gt;">Hello, &lt;Bob&gt;!</p></main>',
    );
  });

  test("names the file and the line in stack traces", async () => {
    const { load } = project(
      {
        "lib/hello_web/x.tsx": `type Props = {
  user: { name: string } | null
};
export function X({ user }: Props) {
  return (
    <section>
      <p class="a">one</p>
      <p class={user!.name}>two</p>
    </section>
  );
}`,
      },
      { name, evaluate },
    );
    const { X } = (await load("lib/hello_web/x.tsx")) as { X: (props: object) => Html };
    let stack = "";
    try {
      X({ user: null });
    } catch (error) {
      stack = (error as Error).stack ?? "";
    }
    expect(stack).toMatch(/at X \(lib\/hello_web\/x\.tsx:8:\d+\)/);
  });
});

describe("circles", () => {
  const files = {
    "lib/router.ts": `import { HelloController } from "./controller";\nexport const router = { routes: [HelloController] };`,
    "lib/controller.ts": `import { helper } from "./hello_web.ts";\nexport const HelloController = { name: "hello", call: () => helper() };`,
    "lib/hello_web.ts": `import { Endpoint } from "./endpoint.ts";\nexport function helper() { return Endpoint.router().routes.length; }`,
    "lib/endpoint.ts": `import { router } from "./router.ts";\nexport const Endpoint = { router: () => router };`,
  };

  test.each(Object.keys(files))("work when they are used at call time, entered at %s", async (entry) => {
    const { load, graph } = project(files);
    await load(entry);
    const { HelloController } = graph.import("lib/controller.ts") as { HelloController: { call(): number } };
    expect(HelloController.call()).toBe(1);
  });

  test("tell why a value is missing when it is used while loading", async () => {
    const { load } = project({
      "lib/a.ts": `import { b } from "./b.ts";\nexport const a = { value: b };`,
      "lib/b.ts": `import { a } from "./a.ts";\nexport const b = a.value;`,
    });
    await expect(load("lib/a.ts")).rejects.toThrow(/lib\/b\.ts and lib\/a\.ts import each other/);
  });

  test("see names that come through `export *`", async () => {
    const { load, graph } = project({
      "lib/index.ts": `export * from "./a.ts";\nexport * from "./b.ts";`,
      "lib/a.ts": `import { b } from "./index.ts";\nexport const a = () => b;`,
      "lib/b.ts": `import { a } from "./index.ts";\nexport const b = 1;\nexport const viaA = () => a();`,
    });
    await load("lib/a.ts");
    expect((graph.import("lib/index.ts").viaA as () => number)()).toBe(1);
  });
});

test("bindings are live", async () => {
  const { load } = project({
    "lib/counter.ts": `export let count = 0;\nexport function inc() { count++; }`,
    "lib/user.ts": `import { count, inc } from "./counter";\nexport const read = () => { inc(); return count; };`,
  });
  const { read } = (await load("lib/user.ts")) as { read(): number };
  expect([read(), read()]).toEqual([1, 2]);
});

test("JSON, index files, dynamic imports, import.meta and enums", async () => {
  const { load } = project({
    "lib/main.ts": `
import data from "../priv/data.json";
import { deep } from "./folder";
enum Colour { Red = "red" }
export const values = [data.a, deep, Colour.Red, import.meta.filename];
export const later = async () => (await import("./later.ts")).default;`,
    "lib/folder/index.ts": "export const deep = 7;",
    "lib/later.ts": "export default 'late';",
    "priv/data.json": '{ "a": [1] }',
  });
  const main = (await load("lib/main.ts")) as { values: unknown[]; later(): Promise<string> };
  expect(main.values).toEqual([[1], 7, "red", "/hello/lib/main.ts"]);
  expect(await main.later()).toBe("late");
});
