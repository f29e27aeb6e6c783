import { afterAll, describe, expect, test, vi } from "vitest";
import { runCommand } from "../../cli/run_command.ts";
import { MemoryFileSystem } from "../../platform/memory_file_system.ts";
import { MemoryTerminal } from "../../platform/memory_terminal.ts";
import { evaluate } from "../../platform/node/evaluate.ts";
import { importPackage } from "../../platform/node/packages.ts";
import type { Platform } from "../../platform/platform.ts";
import { openProject } from "../../project/index.ts";
import type { DatabaseOptions } from "../database_driver.ts";
import { databases, kinds, optionsFor } from "../databases_contract.ts";
import { repo } from "../repo/repo_child.ts";
import { checkRepoStatus } from "../repo_status.ts";
import { nextVersion } from "./gen_migration.ts";

const ROOT = process.cwd();

const CREATE_USERS = `
import { migration } from "fledge/ecto/migration";
export default migration({
  change(m) {
    m.createTable("users", (t) => { t.add("name", "string", { null: false }); t.timestamps(); });
    m.createUniqueIndex("users", ["name"]);
  },
});`;
const ADD_AGE = `
import { migration } from "fledge/ecto/migration";
export default migration({ change(m) { m.alterTable("users", (t) => { t.add("age", "integer", { default: 7 }); }); } });`;

describe.each(kinds)("the database commands on %s", (kind) => {
  const options: DatabaseOptions = optionsFor(kind, "fledge_tasks_test");
  afterAll(async () => {
    await databases[kind]?.drop(options);
  });
  const fs = new MemoryFileSystem({
    [`${ROOT}/package.json`]: '{ "name": "hello" }',
    [`${ROOT}/config/config.ts`]: `import { config } from "fledge/config"; export default config({ repo: { url: ${JSON.stringify(options.url)}, poolSize: 3 } });`,
    [`${ROOT}/lib/hello/application.ts`]: `import { application } from "fledge/application"; export const Application = application({ name: "hello", children: [] });`,
    [`${ROOT}/priv/repo/migrations/20240101000000_create_users.ts`]: CREATE_USERS,
    [`${ROOT}/priv/repo/migrations/20240102000000_add_age.ts`]: ADD_AGE,
  });
  const platform: Platform = { name: "worker", fs, vars: {}, evaluate, importPackage, databases };

  const run = async (...argv: string[]) => {
    const terminal = new MemoryTerminal({});
    const code = await runCommand(argv, { fs, terminal, root: ROOT, platform, vars: {} });
    return { code, output: terminal.output, errors: terminal.errors };
  };

  test("create, migrate, migrations, rollback, drop", async () => {
    await databases[kind]?.drop(options);
    if (kind === "postgres") {
      expect(await run("ecto.migrate")).toMatchObject({
        code: 1,
        errors: expect.stringContaining(
          '"fledge_tasks_test" does not exist: create it with `fledge ecto.create`',
        ),
      });
    }
    expect((await run("ecto.create")).output).toBe("The database for Repo has been created\n");
    expect((await run("ecto.create")).output).toBe("The database for Repo has already been created\n");
    expect((await run("ecto.migrate")).output.replace(/\d\.\ds/g, "0.0s")).toBe(
      `[info] == Running 20240101000000 CreateUsers.change forward
[info] create table users
[info] create index users_name_index
[info] == Migrated 20240101000000 in 0.0s
[info] == Running 20240102000000 AddAge.change forward
[info] alter table users
[info] == Migrated 20240102000000 in 0.0s
`,
    );
    expect((await run("ecto.migrate")).output).toBe("[info] Migrations already up\n");
    expect((await run("ecto.rollback")).output).toContain("AddAge.change backward\n[info] alter table users");
    expect((await run("ecto.migrations")).output).toBe(`
Repo: Repo

  Status    Migration ID    Migration Name
--------------------------------------------------
  up        20240101000000  create_users
  down      20240102000000  add_age

`);
    expect((await run("ecto.rollback", "--all")).output).toContain(
      "CreateUsers.change backward\n[info] drop index users_name_index\n[info] drop table users",
    );
    expect((await run("ecto.rollback")).output).toBe("[info] Migrations already down\n");
    expect((await run("ecto.migrate", "--step", "1", "-q")).output).toBe("");
    expect((await run("ecto.drop")).output).toBe("The database for Repo has been dropped\n");
  });

  test("checkRepoStatus stops requests and mends what is missing", async () => {
    await databases[kind]?.drop(options);
    const project = await openProject({ platform, root: ROOT });
    const Repo = repo({ otpApp: "hello" });
    const running = Repo.start(project.context());
    const check = checkRepoStatus(Repo);
    const conn = {} as never;
    const press = async () => {
      const error = await Promise.resolve(check(conn)).catch((thrown: unknown) => thrown);
      const { name, actions } = error as {
        name: string;
        actions: { label: string; handler: () => Promise<void> }[];
      };
      await actions[0]?.handler();
      return [name, actions[0]?.label];
    };
    if (kind === "postgres")
      expect(await press()).toEqual(["StorageNotCreatedError", "Create database for Repo"]);
    expect(await press()).toEqual(["PendingMigrationError", "Run migrations for Repo"]);
    expect(await check(conn)).toBe(conn);
    // It is known now, and no query is needed to tell.
    expect(check(conn)).toBe(conn);

    // Undone behind its back, it is noticed by the first statement that fails.
    await run("ecto.rollback", "--all");
    expect(check(conn)).toBe(conn);
    await expect(Repo.query("select * from users")).rejects.toThrow("does not exist");
    expect(await press()).toEqual(["PendingMigrationError", "Run migrations for Repo"]);
    expect(await check(conn)).toBe(conn);

    // Another file is another question.
    const path = "priv/repo/migrations/20240104000000_more.ts";
    fs.write(`${ROOT}/${path}`, CREATE_USERS.replace('"users"', '"more"'));
    await expect(Promise.resolve(check(conn))).rejects.toThrow(path);
    fs.remove(`${ROOT}/${path}`);
    expect(check(conn)).toBe(conn);
    await Repo.runtime.lease.release({ now: true });
    await running.stop();
  });

  test("checkRepoStatus asks the database nothing when there are no migrations", async () => {
    const asked = vi.fn(() => Promise.reject(new Error("asked")));
    const none: Platform = {
      ...platform,
      fs: new MemoryFileSystem({ "/hello/priv/repo/migrations/.gitkeep": "" }),
      databases: { [kind]: { connect: asked, create: asked, drop: asked } },
    };
    const Repo = repo({ otpApp: "hello" });
    const config = { repo: { url: options.url } };
    const running = Repo.start({ env: "dev", config, platform: none, root: "/hello" });
    const conn = {} as never;
    expect(checkRepoStatus(Repo)(conn)).toBe(conn);
    expect(asked).not.toHaveBeenCalled();
    await running.stop();
  });

  test("a migration that fails is undone and named", async () => {
    await databases[kind]?.drop(options);
    await run("ecto.create");
    const path = `${ROOT}/priv/repo/migrations/20240103000000_broken.ts`;
    fs.write(
      path,
      CREATE_USERS.replace(
        'm.createUniqueIndex("users", ["name"]);',
        'm.createTable("later", () => {}); m.execute("select broken");',
      ).replace('"users"', '"half"'),
    );
    const { code, errors } = await run("ecto.migrate");
    fs.remove(path);
    expect(code).toBe(1);
    expect(errors).toContain("priv/repo/migrations/20240103000000_broken.ts failed");
    const pool = await databases[kind]?.connect(options);
    const found = await pool?.withConnection((connection) =>
      connection.query("select to_regclass('half') as half, to_regclass('users') as users", []),
    );
    expect(found?.rows[0]).toEqual({ half: null, users: "users" });
    await pool?.close();
  });
});

describe("ecto.gen.migration", () => {
  const run = async (fs: MemoryFileSystem, ...argv: string[]) => {
    const terminal = new MemoryTerminal({});
    const platform: Platform = { name: "worker", fs, vars: {}, evaluate, importPackage, databases: {} };
    const code = await runCommand(["ecto.gen.migration", ...argv], {
      fs,
      terminal,
      root: "/hello",
      platform,
      vars: {},
    });
    return { code, output: terminal.output, errors: terminal.errors };
  };

  test("writes an empty migration once", async () => {
    const fs = new MemoryFileSystem({ "/hello/package.json": "{}" });
    const { code, output } = await run(fs, "AddPriceToProducts");
    expect(code).toBe(0);
    const [, path] =
      /^\* creating (priv\/repo\/migrations\/\d{14}_add_price_to_products\.ts)\n$/.exec(output) ?? [];
    expect(fs.readText(`/hello/${path}`)).toContain("export default migration({");
    expect((await run(fs, "add_price_to_products")).errors).toContain("already");
    expect((await run(fs)).code).toBe(1);
    expect((await run(fs, "../x")).errors).toContain("no name of a migration");
  });

  test("gives two migrations of one second different versions", () => {
    const now = new Date("2024-01-01T10:00:00Z");
    expect(nextVersion(["20240101100000_a.ts"], now)).toBe("20240101100001");
  });
});
