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
    "priv/data.json": '{ "a": [1], "__proto__": { "a": 2 } }',
  });
  const main = (await load("lib/main.ts")) as { values: unknown[]; later(): Promise<string> };
  expect(main.values).toEqual([[1], 7, "red", "/hello/lib/main.ts"]);
  expect(await main.later()).toBe("late");
});

describe("an import that leads nowhere", () => {
  test("names a neighbour of nearly that name", async () => {
    const error = await failure(
      project({
        "lib/hello_web/router.ts": `// the router\n\nimport { PageController } from "./controlers/page_controller";\nPageController;`,
        "lib/hello_web/controllers/page_controller.ts": "export const PageController = 1;",
      }).load("lib/hello_web/router.ts"),
    );
    expect(error.reason).toBe(
      'it imports "./controlers/page_controller", and there is no such file; did you mean "./controllers/page_controller.ts"?',
    );
    expect([error.file, error.line, error.column]).toEqual(["lib/hello_web/router.ts", 3, 32]);
    expect(error.frame).toContain("> 3 | import { PageController }");
  });

  test("names the export that is meant, or what there is", async () => {
    const files = {
      "lib/a.ts": `import { rooter } from "./b";\nrooter;`,
      "lib/b.ts": `export * from "./c";\nexport const other = 1;`,
      "lib/c.ts":
        "export const router = 1; export interface Shape {} export type { Q } from './d'; export default 3;",
      "lib/d.ts": "export type Q = 1;",
    };
    const error = await failure(project(files).load("lib/a.ts"));
    expect(error.reason).toBe('"./b" has no export rooter; did you mean router?');
    expect([error.line, error.column]).toEqual([1, 10]);
    const noDefault = await failure(
      project({ ...files, "lib/a.ts": 'import x from "./b";\nx;' }).load("lib/a.ts"),
    );
    expect(noDefault.reason).toMatch(/has no default export/);
    const far = await failure(
      project({ ...files, "lib/a.ts": 'import { quite } from "./b";\nquite;' }).load("lib/a.ts"),
    );
    expect(far.reason).toBe('"./b" has no export quite; it has Q, Shape, other, router');
  });

  test("types may be imported like values", async () => {
    const { load } = project({
      "lib/a.ts": `import { Shape, make } from "./b";\nimport { Html, raw } from "fledge/component";\nexport const a: Shape = make();\nexport const h = (x: Html): Html => raw(String(x));`,
      "lib/b.ts": "export interface Shape { n: number }\nexport const make = (): Shape => ({ n: 1 });",
    });
    expect((await load("lib/a.ts")).a).toEqual({ n: 1 });
  });

  test("names what a package exports", async () => {
    const error = await failure(
      project({
        "lib/a.ts": 'import { renderToSting } from "fledge/component";\nexport const a = renderToSting("x");',
      }).load("lib/a.ts"),
    );
    expect(error.reason).toBe('"fledge/component" has no export renderToSting; did you mean renderToString?');
  });

  test("says how to get a package", async () => {
    const source = { "lib/a.ts": 'import { x } from "@scope/pkg/sub";\nx;' };
    expect((await failure(project(source).load("lib/a.ts"))).reason).toMatch(/run npm install @scope\/pkg;/);
    expect((await failure(project(source, { name: "worker" }).load("lib/a.ts"))).reason).toMatch(
      /came with it/,
    );
    expect((await failure(project({ "lib/a.ts": 'import "fledge/nope";' }).load("lib/a.ts"))).reason).toBe(
      'Fledge has no module "fledge/nope"',
    );
  });

  test("says that a browser has no modules of Node", async () => {
    const error = await failure(
      project(
        { "lib/a.ts": '\nimport { readFileSync } from "node:fs";\nreadFileSync;' },
        { name: "worker" },
      ).load("lib/a.ts"),
    );
    expect(error.reason).toMatch(/it imports "node:fs", which only Node has/);
    expect([error.file, error.line]).toEqual(["lib/a.ts", 2]);
  });

  test("is missed on demand when it is imported on demand", async () => {
    const { load } = project({
      "lib/a.ts": 'export const f = () => import("./nope");\nexport const g = () => import("left-pad");',
    });
    const { f, g } = (await load("lib/a.ts")) as { f(): Promise<unknown>; g(): Promise<unknown> };
    await expect(f()).rejects.toThrow(/lib\/a\.ts:1:31: it imports "\.\/nope"/);
    await expect(g()).rejects.toThrow(/npm install left-pad/);
  });
});

describe("invalidate", () => {
  const files = {
    "lib/a.ts": 'import { b } from "./b";\nexport const a = { b };',
    "lib/b.ts": "export const b = 1;",
    "lib/c.ts": "export const c = {};",
    "lib/main.ts": 'export { a } from "./a";\nexport { c } from "./c";',
  };

  test("evaluates the changed module and its importers anew, and no other", async () => {
    const { load, graph, write } = project(files);
    const before = await load("lib/main.ts");
    write("lib/b.ts", "export const b = 2;");
    expect(graph.invalidate(["lib/b.ts"]).sort()).toEqual(["lib/a.ts", "lib/b.ts", "lib/main.ts"]);
    const after = await load("lib/main.ts");
    expect(after.a).toEqual({ b: 2 });
    expect(after.c).toBe(before.c);
    expect(before.a).toEqual({ b: 1 });
  });

  test("keeps the versions that worked for those who hold them when a change does not compile", async () => {
    const { load, graph, write } = project(files);
    const before = await load("lib/main.ts");
    write("lib/b.ts", "export const b = ;");
    graph.invalidate(["lib/b.ts"]);
    expect((await failure(load("lib/main.ts"))).file).toBe("lib/b.ts");
    expect(before.a).toEqual({ b: 1 });
    write("lib/b.ts", "export const b = 3;");
    graph.invalidate(["lib/b.ts"]);
    expect((await load("lib/main.ts")).a).toEqual({ b: 3 });
  });

  test("sees files that come and go", async () => {
    const { load, graph, write, fs } = project(files);
    await load("lib/main.ts");
    fs.remove("/hello/lib/b.ts");
    graph.invalidate(["lib/b.ts"]);
    expect((await failure(load("lib/main.ts"))).file).toBe("lib/a.ts");
    write("lib/b/index.ts", "export const b = 5;");
    graph.invalidate(["lib/b/index.ts"]);
    expect((await load("lib/main.ts")).a).toEqual({ b: 5 });
    // A file next to the folder comes first.
    write("lib/b.tsx", "export const b = 6;");
    graph.invalidate(["lib/b.tsx"]);
    expect((await load("lib/main.ts")).a).toEqual({ b: 6 });
  });

  test("a module that threw is evaluated again", async () => {
    const { load, graph, write } = project({
      "lib/main.ts": 'import { b } from "./b";\nexport const a = b;',
      "lib/b.ts": "throw new Error('first'); export const b = 1;",
    });
    await expect(load("lib/main.ts")).rejects.toThrow("first");
    write("lib/b.ts", "export const b = 1;");
    graph.invalidate(["lib/b.ts"]);
    expect((await load("lib/main.ts")).a).toBe(1);
    expect(graph.loaded.sort()).toEqual(["lib/b.ts", "lib/main.ts"]);
  });
});
