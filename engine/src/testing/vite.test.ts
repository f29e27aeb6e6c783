import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fledge } from "./vite.ts";

let root: string;
let server: ViteDevServer;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "fledge-vite-"));
  server = await createServer({
    root,
    configFile: false,
    logLevel: "silent",
    plugins: [fledge()],
    server: { middlewareMode: true, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
    resolve: {
      alias: { "fledge/jsx-runtime": new URL("../component/jsx_runtime.ts", import.meta.url).pathname },
    },
  });
});

afterAll(async () => {
  await server.close();
  rmSync(root, { recursive: true, force: true });
});

async function load(name: string, source: string): Promise<Record<string, unknown>> {
  writeFileSync(join(root, name), source);
  return server.ssrLoadModule(`/${name}`);
}

describe("the plugin", () => {
  test("compiles markup and leaves TypeScript to Vite", async () => {
    const { page } = await load(
      "page.tsx",
      "interface Props { name: string }\nexport const page = ({ name }: Props) => <p>Hello, {name satisfies string}</p>;",
    );
    expect((page as (props: object) => unknown)({ name: "Ada" })).toMatchObject({
      dynamics: ["Ada"],
      template: { root: true },
    });
  });

  test("errors at run time name the line of the source", async () => {
    const { page } = await load(
      "late.tsx",
      "interface Props {\n  user: { name: string };\n}\nexport function page({ user }: Props) {\n  return (\n    <p>\n      <b>\n        {user.name}\n      </b>\n    </p>\n  );\n}",
    );
    let error = new Error("did not throw");
    try {
      (page as (props: object) => unknown)({});
    } catch (thrown) {
      error = thrown as Error;
      server.ssrFixStacktrace(error);
    }
    expect(error.stack).toMatch(/late\.tsx:8:15/);
  });

  test("errors of the compiler carry place and frame", async () => {
    await expect(load("bad.tsx", "\nexport const x = <p phx-clcik='a' />;")).rejects.toMatchObject({
      message: expect.stringContaining("there is no attribute phx-clcik; did you mean phx-click?"),
      loc: { line: 2, column: 20 },
      frame: expect.stringContaining("> 2 | export const x"),
    });
  });
});
