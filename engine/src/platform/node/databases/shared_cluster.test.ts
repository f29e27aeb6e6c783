import { type ChildProcess, fork } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { pgliteDriver } from "../../../ecto/database/pglite_driver.ts";
import { driverContract } from "./driver_contract.ts";
import { newCluster, type PgliteModule } from "./new_cluster.ts";
import type { Order, Outcome } from "./pglite_process.fixture.ts";
import { SharedCluster } from "./shared_cluster.ts";

// The first cluster of a checkout is made by initdb.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(under = tmpdir()): string {
  const folder = mkdtempSync(join(under, "fledge-shared-"));
  folders.push(folder);
  return folder;
}

// What is in the folder makes no difference here, and a cluster in memory is there at once.
const open = () => newCluster({ PGlite } as unknown as PgliteModule, process.cwd());
const mark = (cluster: SharedCluster, sql: string) =>
  cluster.withSession("marks", 5000, ({ query }) => query(sql, []));

describe("PGlite of another process", () => {
  const folder = newFolder();
  const owner = new SharedCluster(folder, open);
  const guest = new SharedCluster(folder, () => {
    throw new Error("there is an owner");
  });
  beforeAll(() => mark(owner, "create table marks (n int)"));
  afterAll(async () => {
    await guest.close();
    await owner.close();
  });

  driverContract(
    "socket",
    pgliteDriver(async () => guest),
    { url: "pglite://socket_test", root: "/", queueTimeout: 2000 },
  );

  test("large values come through whole", async () => {
    const { rows } = await mark(guest, "select repeat('ü', 3000000) as text");
    expect(rows).toEqual([{ text: "ü".repeat(3_000_000) }]);
  });

  test("transactions of two processes do not mix", async () => {
    const add = (cluster: SharedCluster, n: number) =>
      cluster.withSession("marks", 5000, async ({ query }) => {
        await query("begin", []);
        const { rows } = await query("select count(*) as n from marks", []);
        await query("insert into marks values ($1)", [n]);
        const after = await query("select count(*) as n from marks", []);
        await query(n % 2 ? "commit" : "rollback", []);
        return Number(after.rows[0]?.n) - Number(rows[0]?.n);
      });
    const all = Array.from({ length: 40 }, (_, n) => add(n % 4 < 2 ? owner : guest, n));
    expect(new Set(await Promise.all(all))).toEqual(new Set([1]));
    expect((await mark(guest, "select count(*) as n from marks")).rows).toEqual([{ n: 20 }]);
  });

  test("a database that the other one drops is there again, with nothing in it", async () => {
    const driver = pgliteDriver(async () => guest);
    await driver.drop({ url: "pglite://marks", root: "/" });
    await mark(owner, "create table marks (n int)");
    expect((await mark(guest, "select to_regclass('marks.marks')::text as t")).rows).toEqual([
      { t: "marks" },
    ]);
  });
});

describe("an owner that ends", () => {
  test("lets a guest end its transaction, and a guest goes on in its place", async () => {
    const folder = newFolder();
    const [owner, guest, other] = [1, 2, 3].map(() => new SharedCluster(folder, open)) as SharedCluster[];
    await mark(owner!, "create table marks (n int)");
    let leaving: Promise<void> | undefined;
    await guest!.withSession("marks", 5000, async ({ query }) => {
      await query("begin", []);
      leaving = owner!.close();
      await new Promise((resolve) => setTimeout(resolve, 50));
      await query("insert into marks values (1)", []);
      await query("commit", []);
    });
    // Asked for while there is no owner: one of the two becomes it, the other its guest.
    const asked = Promise.all([mark(guest!, "select 1 as n"), mark(other!, "select 2 as n")]);
    await leaving;
    expect((await asked).map(({ rows }) => rows)).toEqual([[{ n: 1 }], [{ n: 2 }]]);
    expect(readdirSync(folder).filter((name) => name.endsWith(".sock"))).toHaveLength(1);
    await Promise.all([guest!.close(), other!.close()]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("does not wait forever for a guest", async () => {
    const folder = newFolder();
    const [owner, guest] = [1, 2].map(() => new SharedCluster(folder, open)) as SharedCluster[];
    await mark(owner!, "create table marks (n int)");
    const late = guest!.withSession("marks", 5000, async ({ query }) => {
      await query("begin", []);
      await owner!.close();
      await query("insert into marks values (1)", []);
    });
    await expect(late).rejects.toMatchObject({
      code: "closed",
      message: expect.stringContaining("try again"),
    });
    await guest!.close();
  });
});

describe("what an owner left behind", () => {
  const gone = 99_999_999;
  const left = (folder: string, owner: object) =>
    writeFileSync(join(folder, "owner.json"), JSON.stringify(owner));
  const works = async (folder: string) => {
    const cluster = new SharedCluster(folder, open);
    expect((await mark(cluster, "select 7 as n")).rows).toEqual([{ n: 7 }]);
    await cluster.close();
  };

  test("is taken over when its process is gone", async () => {
    const folder = newFolder();
    left(folder, { pid: gone, host: hostname(), address: join(folder, "x.sock") });
    await works(folder);
  });

  test("is taken over by one only", async () => {
    const folder = newFolder();
    left(folder, { pid: gone, host: hostname(), address: join(folder, "x.sock") });
    let opened = 0;
    const clusters = Array.from({ length: 8 }, () => {
      return new SharedCluster(folder, () => {
        opened += 1;
        return open();
      });
    });
    await Promise.all(clusters.map((cluster) => mark(cluster, "select 1")));
    expect(opened).toBe(1);
    await Promise.all([...clusters].reverse().map((cluster) => cluster.close()));
  });

  test("is taken over when its number is another process's, and its socket nobody's", async () => {
    const folder = newFolder();
    const address = join(folder, "x.sock");
    // A server that is killed leaves its socket; one that is closed does not.
    const script = `require("net").createServer().listen(${JSON.stringify(address)}, () => process.kill(process.pid, "SIGKILL"))`;
    const child = fork("-e", [script], { execArgv: ["-e", script], stdio: "ignore" });
    await new Promise((resolve) => child.once("exit", resolve));
    left(folder, { pid: process.ppid, host: hostname(), address });
    await works(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  test("is taken over when it was never written to its end", async () => {
    const folder = newFolder();
    writeFileSync(join(folder, "owner.json"), "");
    const old = new Date(Date.now() - 60_000);
    utimesSync(join(folder, "owner.json"), old, old);
    await works(folder);
  });

  test("is left alone when the process lives, or is on another machine", async () => {
    const folder = newFolder();
    const cluster = new SharedCluster(folder, open);
    left(folder, { pid: process.ppid, host: hostname() });
    await expect(mark(cluster, "select 1")).rejects.toMatchObject({
      code: "in_use",
      message: expect.stringContaining(`in use by the process ${process.ppid}, which does not answer`),
    });
    left(folder, { pid: gone, host: "elsewhere", address: join(folder, "x.sock") });
    await expect(mark(cluster, "select 1")).rejects.toThrow("on elsewhere");
  });
});

test("a folder whose path is too long for a socket is shared all the same", async () => {
  const folder = join(newFolder(), "a".repeat(90));
  mkdirSync(folder);
  const [owner, guest] = [1, 2].map(() => new SharedCluster(folder, open)) as SharedCluster[];
  await mark(owner!, "create table marks (n int)");
  expect((await mark(guest!, "select count(*) as n from marks")).rows).toEqual([{ n: 0 }]);
  const { address } = JSON.parse(readFileSync(join(folder, "owner.json"), "utf8")) as { address: string };
  expect(address.startsWith(tmpdir())).toBe(true);
  await guest!.close();
  await owner!.close();
  expect(readdirSync(folder)).toEqual([]);
});

describe("two processes", () => {
  let script: string;
  const children: ChildProcess[] = [];
  beforeAll(async () => {
    // Below the engine, so that its packages are found.
    mkdirSync(".fledge", { recursive: true });
    script = join(newFolder(join(process.cwd(), ".fledge")), "process.mjs");
    const entry = fileURLToPath(new URL("pglite_process.fixture.ts", import.meta.url));
    await build({
      entryPoints: [entry],
      outfile: script,
      bundle: true,
      format: "esm",
      platform: "node",
      packages: "external",
      conditions: ["node"],
    });
  });
  afterAll(() => {
    for (const child of children) child.kill("SIGKILL");
  });

  function start(root: string) {
    const child = fork(script, [root], { execArgv: [] });
    children.push(child);
    const ask = (order: Order) =>
      new Promise<Outcome>((resolve) => {
        child.once("message", resolve);
        child.send(order);
      });
    const query = async (sql: string) => {
      const outcome = await ask({ op: "query", sql });
      if ("failure" in outcome) throw Object.assign(new Error(outcome.failure.message), outcome.failure);
      return outcome.rows;
    };
    return { child, ask, query };
  }

  test("share a database; a killed owner's is the other's", async () => {
    const root = newFolder();
    const [first, second] = [start(root), start(root)];
    await first.query("create table marks (n int)");
    await second.query("insert into marks values (1)");
    expect(await first.query("select n from marks")).toEqual([{ n: 1 }]);

    // One waits for the other's transaction.
    await second.ask({ op: "begin", sql: "insert into marks values (2)" });
    let answered = false;
    const waiting = first.query("select count(*) as n from marks").finally(() => {
      answered = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(answered).toBe(false);
    await second.ask({ op: "commit" });
    expect(await waiting).toEqual([{ n: 2 }]);

    // A guest that dies keeps nobody waiting.
    await second.ask({ op: "begin", sql: "insert into marks values (3)" });
    second.child.kill("SIGKILL");
    expect(await first.query("select count(*) as n from marks")).toEqual([{ n: 2 }]);

    // An owner that dies loses what was not committed, and no more.
    const third = start(root);
    expect(await third.query("select count(*) as n from marks")).toEqual([{ n: 2 }]);
    await third.ask({ op: "begin", sql: "insert into marks values (4)" });
    const died = new Promise((resolve) => first.child.once("exit", resolve));
    first.child.kill("SIGKILL");
    await died;
    expect(await third.ask({ op: "commit" })).toMatchObject({ failure: { code: "closed" } });
    await vi.waitFor(
      async () => expect(await third.query("select count(*) as n from marks")).toEqual([{ n: 2 }]),
      10_000,
    );
    await third.ask({ op: "close" });
    expect(readdirSync(join(root, ".fledge/pglite"))).toEqual(["data"]);
  }, 90_000);
});
