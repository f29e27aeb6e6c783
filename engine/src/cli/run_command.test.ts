import { describe, expect, test } from "vitest";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { MemoryTerminal } from "../platform/memory_terminal.ts";
import type { Platform } from "../platform/platform.ts";
import type { CommandHost } from "./command.ts";
import { commands } from "./registry.ts";
import { runCommand } from "./run_command.ts";

/** Runs a command in an empty folder and gives all that came of it. */
async function run(
  argv: string[],
  options: { answers?: string[]; files?: Record<string, string>; host?: CommandHost } = {},
) {
  const fs = new MemoryFileSystem(options.files);
  fs.mkdir("/work");
  const terminal = new MemoryTerminal({ answers: options.answers });
  const platform: Platform = {
    name: "worker",
    fs,
    vars: {},
    evaluate: () => () => undefined,
    importPackage: (specifier) => Promise.reject(new Error(`no package ${specifier}`)),
    databases: {},
    commands: options.host,
  };
  const code = await runCommand(argv, { fs, terminal, root: "/work", platform, vars: {} });
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
    const files = fs.walk("/work/hello");
    expect(files).toContain("lib/hello_web/router.ts");
    expect(files).toContain("priv/repo/migrations/.gitkeep");
    expect(files).toContain(".gitignore");
    for (const file of files) expect(output).toContain(`* creating hello/${file}\n`);
    expect(output).toMatch(/\$ cd hello\n[\s\S]*\$ npx fledge ecto\.create\n[\s\S]*\$ npx fledge server\n/);
    expect(JSON.parse(fs.readText("/work/hello/package.json"))).toMatchObject({
      name: "hello",
      fledge: { app: "hello" },
    });
    expect(files.some((file) => file.includes("app_name"))).toBe(false);
    for (const file of files)
      expect(fs.readText(`/work/hello/${file}`)).not.toMatch(/app_name|AppName|\/\/%|\{\{\w/);
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
    const files = fs.walk("/work/shop");
    expect(fs.readText("/work/shop/lib/my_shop/repo.ts")).toContain('otpApp: "my_shop"');
    expect(fs.readText("/work/shop/config/dev.ts")).toContain(
      "postgres://postgres:postgres@localhost/my_shop_dev",
    );
    expect(JSON.parse(fs.readText("/work/shop/package.json")).dependencies).toEqual({
      fledge: "^0.1.0",
      pg: "8.23.1",
    });
    expect(files.filter((file) => /page|error_html|components|assets/.test(file))).toEqual([]);
  });

  test("without ecto there is nothing of a database", async () => {
    const { fs, output } = await run(["new", "hello", "--no-ecto"]);
    for (const file of fs.walk("/work/hello")) {
      expect(fs.readText(`/work/hello/${file}`)).not.toMatch(/\brepo\b|\becto\b|DATABASE|pglite/i);
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
    expect(fs.walk("/work")).toEqual([]);
  });

  test("asks before it writes into a folder with files in it", async () => {
    const files = { "/work/hello/notes.txt": "mine" };
    expect((await run(["new", "hello"], { files })).fs.walk("/work/hello")).toEqual(["notes.txt"]);
    const agreed = await run(["new", "hello"], { files, answers: ["y"] });
    expect(agreed.code).toBe(0);
    expect(agreed.fs.readText("/work/hello/notes.txt")).toBe("mine");
    expect((await run(["new", "hello"], { files: { "/work/hello": "" } })).errors).toMatch(/is a file/);
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
    expect(ran).toEqual(["/work/hello npm install", "/work/hello npm install"]);
  });
});
