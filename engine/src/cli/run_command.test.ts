import { describe, expect, test } from "vitest";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { MemoryTerminal } from "../platform/memory_terminal.ts";
import { evaluate } from "../platform/node/evaluate.ts";
import { importPackage } from "../platform/node/packages.ts";
import type { Platform } from "../platform/platform.ts";
import type { CommandHost, TestRun } from "./command.ts";
import { commands } from "./registry.ts";
import { runCommand } from "./run_command.ts";

/** Runs a command in an empty folder and gives all that came of it. */
async function run(
  argv: string[],
  options: {
    answers?: string[];
    files?: Record<string, string>;
    host?: CommandHost;
    vars?: Record<string, string>;
  } = {},
) {
  const fs = new MemoryFileSystem(options.files);
  fs.mkdir("/home");
  const terminal = new MemoryTerminal({ answers: options.answers });
  const platform: Platform = {
    name: "worker",
    fs,
    vars: {},
    evaluate,
    importPackage,
    databases: {},
    commands: options.host,
  };
  const code = await runCommand(argv, { fs, terminal, root: "/home", platform, vars: options.vars ?? {} });
  return { code, fs, output: terminal.output, errors: terminal.errors };
}

describe("help", () => {
  test.each([[[]], [["help"]], [["--help"]]])("%j lists every command with one line", async (argv) => {
    const { code, output } = await run(argv);
    expect(code).toBe(0);
    for (const command of commands)
      expect(output).toMatch(new RegExp(`^fledge ${command.name} +# ${command.summary}$`, "m"));
  });

  test.each([[["help", "new"]], [["new", "--help"]]])("%j explains one command", async (argv) => {
    const { code, output } = await run(argv);
    expect(code).toBe(0);
    expect(output).toMatch(/^fledge new PATH/);
    expect(output).toContain("--database NAME");
  });

  test("the commands are sorted and have no name in common", () => {
    const names = commands.map((command) => command.name);
    expect(names).toEqual([...new Set(names)].sort());
  });

  test("an unknown command is answered with the nearest one", async () => {
    const { code, errors } = await run(["nwe"]);
    expect(code).toBe(1);
    expect(errors).toBe(
      'error: there is no command "nwe". Did you mean "fledge new"? "fledge help" lists all of them\n',
    );
    expect((await run(["help", "frobnicate"])).errors).toMatch(
      /there is no command "frobnicate". "fledge help"/,
    );
  });
});

test.each([
  ["migrate", "ecto.migrate"],
  ["phx.routes", "routes"],
  ["phx.gen.secret", "gen.secret"],
  ["ecto.migrat", "ecto.migrate"],
])("%s is answered with %s", async (name, meant) => {
  expect((await run([name])).errors).toContain(`Did you mean "fledge ${meant}"?`);
});

describe("commands of a project", () => {
  const files = {
    "/home/package.json": '{ "name": "hello" }',
    "/home/lib/hello/application.ts":
      'import { application } from "fledge/application"; export const Application = application({ name: "hello", children: [] });',
    "/home/lib/hello_web/router.ts":
      'import { Router } from "fledge/router"; export const router = new Router();\n' +
      'router.get("/a/:id", function show(conn: any) { return conn; });\nrouter.post("/a", function create(conn: any) { return conn; });',
    "/home/script.ts": "export default ({ env }: any) => { (globalThis as any).ranIn = env; };",
  };

  test("outside of a project they say so", async () => {
    expect((await run(["routes"])).errors).toMatch(/there is no project in \/home .* fledge new hello/);
  });

  test("an error of the project's own code is told with its place, without the engine's", async () => {
    const config = {
      "/home/config/runtime.ts": "export default () => {\n  throw new Error('KEY is missing');\n};",
    };
    const { code, errors } = await run(["routes"], { files: { ...files, ...config } });
    expect(code).toBe(1);
    expect(errors).toMatch(/^error: KEY is missing\n {4}at .*config\/runtime\.ts:2:9\)?\n$/);
    const child = {
      "/home/lib/hello/application.ts": files["/home/lib/hello/application.ts"].replace(
        "[]",
        "[{ id: 'a', start() { throw new Error('no') } }]",
      ),
    };
    const failed = await run(["run", "script.ts"], { files: { ...files, ...child } });
    expect(failed.errors).toMatch(
      /^error: "a" failed to start: no\n {4}at .*lib\/hello\/application\.ts:1:\d+\)?\n$/,
    );
  });

  test("FLEDGE_ENV must be an environment", async () => {
    expect((await run(["routes"], { files, vars: { FLEDGE_ENV: "staging" } })).errors).toMatch(
      /FLEDGE_ENV is "staging"; it must be dev, test or prod/,
    );
  });

  test("routes prints the table, or the routes for one method", async () => {
    expect((await run(["routes"], { files })).output.split("\n")).toHaveLength(3);
    const { output } = await run(["routes", "--method", "post"], { files });
    expect(output).toMatch(/POST {2}\/a +create \[\]\n$/);
    expect(output).not.toContain("GET");
  });

  test("routes --info tells where a URL leads", async () => {
    const { output } = await run(["routes", "--info", "/a/7?x=1"], { files });
    expect(output).toMatch(/^Module: show\nRoute: GET \/a\/:id\n/);
    expect(output).toContain('Parameter: id = "7"\n');
    expect(await run(["routes", "--info", "/none"], { files })).toMatchObject({
      code: 1,
      errors: "error: no route answers GET /none\n",
    });
  });

  test("compile writes the declaration and reports a file that does not compile", async () => {
    const { code, fs, output } = await run(["compile"], { files });
    expect({ code, output }).toEqual({
      code: 0,
      output: "Compiling 2 files\n* writing lib/hello_web/routes.d.ts\n",
    });
    expect(fs.readText("/home/lib/hello_web/routes.d.ts")).toContain('"/a/:id": { id: Param };');
    const broken = await run(["compile"], { files: { ...files, "/home/lib/hello/x.ts": "let = ;" } });
    expect(broken).toMatchObject({ code: 1, errors: expect.stringMatching(/lib\/hello\/x\.ts:1:\d+: /) });
  });

  test("run starts the application and calls the script", async () => {
    expect((await run(["run", "script.ts"], { files })).code).toBe(0);
    expect((globalThis as { ranIn?: string }).ranIn).toBe("dev");
    expect((await run(["run"], { files })).errors).toMatch(/takes one file/);
    expect((await run(["run", "none.ts"], { files })).errors).toMatch(/no file none\.ts/);
  });

  test("server leaves serving to the host, and says so where it is served already", async () => {
    expect(await run(["server", "--open"], { files, host: { serve: async () => 7 } })).toMatchObject({
      code: 7,
    });
    expect(await run(["server"], { files })).toMatchObject({
      code: 0,
      output: expect.stringContaining("served already"),
    });
  });

  test("test hands targets, tags and limits to the host", async () => {
    const runs: TestRun[] = [];
    const host: CommandHost = {
      test: async (_, given) => {
        runs.push(given);
        return 0;
      },
    };
    const given = { ...files, "/home/test/a.test.ts": "" };
    await run(["test"], { files: given, host });
    await run(
      [
        "test",
        "test",
        "./test/a.test.ts:12",
        "--max-failures",
        "2",
        "--seed=5",
        "--only",
        "slow",
        "--exclude",
        "x",
      ],
      {
        files: given,
        host,
      },
    );
    expect(runs).toEqual([
      { targets: [], bail: 0, tags: [] },
      {
        targets: [{ path: "test" }, { path: "test/a.test.ts", line: 12 }],
        bail: 2,
        seed: 5,
        tags: ["slow", "!x"],
      },
    ]);
    expect((await run(["test", "test/b.test.ts"], { files: given, host })).errors).toMatch(
      /no file or folder/,
    );
    expect((await run(["test", "test:3"], { files: given, host })).errors).toMatch(/is a folder/);
    expect((await run(["test"], { files: given })).errors).toMatch(/cannot be run here/);
  });
});

describe("gen.secret", () => {
  test("prints a new secret of the length that was asked for", async () => {
    const first = await run(["gen.secret"]);
    expect(first.output).toMatch(/^[A-Za-z0-9+/]{64}\n$/);
    expect((await run(["gen.secret"])).output).not.toBe(first.output);
    expect((await run(["gen.secret", "32"])).output).toMatch(/^.{32}\n$/);
  });

  test.each([["31"], ["long"], ["64 65"]])("refuses %s", async (args) => {
    const { code, errors } = await run(["gen.secret", ...args.split(" ")]);
    expect(code).toBe(1);
    expect(errors).toContain("32 at least");
  });
});

describe("new", () => {
  test("writes the project and says what is next", async () => {
    const { code, fs, output } = await run(["new", "hello"]);
    expect(code).toBe(0);
    const files = fs.walk("/home/hello");
    expect(files).toContain("lib/hello_web/router.ts");
    expect(files).toContain("priv/repo/migrations/.gitkeep");
    expect(files).toContain(".gitignore");
    for (const file of files) expect(output).toContain(`* creating hello/${file}\n`);
    expect(output).toMatch(/\$ cd hello\n[\s\S]*\$ npx fledge ecto\.create\n[\s\S]*\$ npx fledge server\n/);
    expect(JSON.parse(fs.readText("/home/hello/package.json"))).toMatchObject({
      name: "hello",
      fledge: { app: "hello" },
    });
    expect(files.some((file) => file.includes("app_name"))).toBe(false);
    for (const file of files)
      expect(fs.readText(`/home/hello/${file}`)).not.toMatch(/app_name|AppName|\/\/%|\{\{\w/);
  });

  test("takes names, database and parts from options", async () => {
    const { fs } = await run([
      "new",
      "shop",
      "--app",
      "my_shop",
      "--module=Shop",
      "--database",
      "postgres",
      "--no-html",
    ]);
    const files = fs.walk("/home/shop");
    expect(fs.readText("/home/shop/lib/my_shop/repo.ts")).toContain('otpApp: "my_shop"');
    expect(fs.readText("/home/shop/config/dev.ts")).toContain(
      "postgres://postgres:postgres@localhost/my_shop_dev",
    );
    expect(JSON.parse(fs.readText("/home/shop/package.json")).dependencies).toEqual({
      fledge: "^0.1.0",
      pg: "8.23.1",
    });
    expect(files.filter((file) => /page|error_html|components|assets/.test(file))).toEqual([]);
  });

  test("without ecto there is nothing of a database", async () => {
    const { fs, output } = await run(["new", "hello", "--no-ecto"]);
    for (const file of fs.walk("/home/hello")) {
      expect(fs.readText(`/home/hello/${file}`)).not.toMatch(/\brepo\b|\becto\b|DATABASE|pglite/i);
    }
    expect(output).not.toContain("ecto.create");
  });

  test.each([
    [["new"], /needs a path/],
    [["new", "a", "b"], /one path/],
    [["new", "Hello"], /"Hello" is no name for an application.*--app/],
    [["new", "vitest"], /taken by a package/],
    [["new", "a", "--module", "a b"], /no name for a module; it must be like A/],
    [["new", "a", "--database", "oracle"], /"oracle" is not known; take one of pglite, postgres/],
    [["new", "a", "--no-database"], /does not know the option --no-database/],
    [["new", "a", "--datbase", "x"], /--datbase/],
    [["new", "a", "--app"], /--app needs a value/],
  ])("%j is refused", async (argv, message) => {
    const { code, errors, fs } = await run(argv);
    expect(code).toBe(1);
    expect(errors).toMatch(message);
    expect(fs.walk("/home")).toEqual([]);
  });

  test("asks before it writes into a folder with files in it", async () => {
    const files = { "/home/hello/notes.txt": "mine" };
    expect((await run(["new", "hello"], { files })).fs.walk("/home/hello")).toEqual(["notes.txt"]);
    const agreed = await run(["new", "hello"], { files, answers: ["y"] });
    expect(agreed.code).toBe(0);
    expect(agreed.fs.readText("/home/hello/notes.txt")).toBe("mine");
    expect((await run(["new", "hello"], { files: { "/home/hello": "" } })).errors).toMatch(/is a file/);
  });

  test("installs the packages when told to, where programs can be run", async () => {
    const ran: string[] = [];
    const host: CommandHost = {
      run: async (program, args, cwd) => {
        ran.push(`${cwd} ${program} ${args[0]}`);
        return 0;
      },
    };
    expect((await run(["new", "hello"], { host, answers: ["n"] })).output).toMatch(
      /\$ cd hello\n {4}\$ npm install\n/,
    );
    expect(ran).toEqual([]);
    expect((await run(["new", "hello"], { host, answers: [""] })).output).not.toContain("$ npm install");
    await run(["new", "hello", "--install"], { host });
    await run(["new", "hello", "--no-install"], { host });
    expect(ran).toEqual(["/home/hello npm install", "/home/hello npm install"]);
  });
});
