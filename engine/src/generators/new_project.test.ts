import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { check, getFileInfo } from "prettier";
import { describe, expect, test } from "vitest";
import { compile } from "../code/index.ts";
import type { Env } from "../config/config.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { nodePlatform } from "../platform/node/platform.ts";
import { openProject, type Project } from "../project/index.ts";
import { type NewProjectOptions, newProject } from "./new_project.ts";
import { randomSecret } from "./secret.ts";

test("the module of templates is what templates/new holds", () => {
  const script = fileURLToPath(new URL("../../scripts/templates.mjs", import.meta.url));
  const written = readFileSync(new URL("./generated/new_templates.ts", import.meta.url), "utf8");
  expect(execFileSync(process.execPath, [script, "--print"], { encoding: "utf8" }) === written).toBe(true);
});

describe.each([
  ["everything", {}],
  ["postgres", { database: "postgres" as const }],
  ["no ecto", { ecto: false }],
  ["no html", { html: false }],
  ["no assets", { assets: false }],
  ["neither ecto nor html", { ecto: false, html: false }],
])("a project with %s", (_, options) => {
  const files = newProject({ app: "hello", module: "Hello", ...options });

  test("has modules that compile and JSON that parses", () => {
    for (const [path, text] of Object.entries(files)) {
      if (/\.tsx?$/.test(path) && !path.startsWith("assets/"))
        expect(() => compile(path, text as string)).not.toThrow();
      if (path.endsWith(".json")) expect(() => JSON.parse(text as string)).not.toThrow();
    }
  });

  test("is formatted as Prettier formats", async () => {
    for (const [path, text] of Object.entries(files)) {
      const { inferredParser } = await getFileInfo(path);
      if (inferredParser) expect(await check(text as string, { filepath: path }), path).toBe(true);
    }
  });

  test("imports only files that it has", () => {
    for (const [path, text] of Object.entries(files)) {
      for (const [, specifier] of String(text).matchAll(/from "(\.\.?\/[^"]+)"/g)) {
        const target = new URL(specifier!, `file:///${path}`).pathname.slice(1);
        expect(Object.keys(files), `${path} imports ${specifier}`).toContain(target);
      }
    }
  });
});

test.each([
  ["/", "text/html", 200, "Hello has hatched."],
  ["/assets/app.css", "text/css", 200, ".welcome"],
  ["/assets/app.js", "*/*", 200, "addEventListener"],
  ["/robots.txt", "*/*", 200, ""],
  ["/nowhere", "text/html", 404, "Not Found"],
])("the project serves %s", async (target, accept, status, text) => {
  const project = await open({});
  const request = new TestAdapter({ target, headers: [["accept", accept]] });
  await project.handler(request);
  expect(request.status).toBe(status);
  expect(request.text).toContain(text);
  await project.stop();
});

test("the declaration of its routes is what the router says", async () => {
  for (const options of [{}, { html: false }]) {
    const project = await open(options);
    expect(await project.writeDeclaration()).toEqual([]);
    await project.stop();
  }
});

test("production demands its secrets, and says how to come by them", async () => {
  const missing = (vars: Record<string, string>) => open({}, "prod", vars);
  await expect(missing({})).rejects.toThrow(/DATABASE_URL is missing.*postgres:\/\//);
  await expect(missing({ DATABASE_URL: "postgres://localhost/hello" })).rejects.toThrow(
    /SECRET_KEY_BASE is missing.*npx fledge gen\.secret/,
  );
});

async function open(options: Partial<NewProjectOptions>, env: Env = "test", vars = {}): Promise<Project> {
  const files = newProject({ app: "hello", module: "Hello", ...options });
  const fs = new MemoryFileSystem();
  for (const [path, contents] of Object.entries(files)) fs.write(`/hello/${path}`, contents);
  const platform = { ...nodePlatform(), fs };
  const project = await openProject({ platform, root: "/hello", env, vars });
  await project.start();
  return project;
}

test("secrets differ from one another and can be given", () => {
  const secrets = (text: string) => text.match(/[A-Za-z0-9+/]{64}/g) ?? [];
  const read = (files: Record<string, unknown>) => `${files["config/dev.ts"]} ${files["config/test.ts"]}`;
  expect(new Set(secrets(read(newProject({ app: "hello", module: "Hello" })))).size).toBe(2);
  const same = newProject({ app: "hello", module: "Hello", secret: () => "s".repeat(64) });
  expect(secrets(read(same))).toEqual(["s".repeat(64), "s".repeat(64)]);
});

test("randomSecret gives the length asked for, and refuses short ones", () => {
  expect(randomSecret()).toMatch(/^[A-Za-z0-9+/]{64}$/);
  expect(randomSecret(100)).toHaveLength(100);
  expect(() => randomSecret(31)).toThrow(RangeError);
  expect(() => randomSecret(Number.NaN)).toThrow(RangeError);
});
