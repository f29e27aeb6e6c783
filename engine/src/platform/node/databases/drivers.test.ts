import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, describe, expect, test } from "vitest";
import { databases, kinds, optionsFor } from "../../../ecto/databases_contract.ts";
import { pgliteOverPort } from "../../web/databases/pglite_over_port.ts";
import { servePglite } from "../../web/databases/serve_pglite.ts";
import { driverContract } from "./driver_contract.ts";
import { newCluster, type PgliteModule } from "./new_cluster.ts";
import { closePglite } from "./pglite.ts";

for (const kind of kinds) {
  const driver = databases[kind];
  if (driver)
    driverContract(
      kind,
      driver,
      optionsFor(kind, "fledge_driver_test"),
      kind === "postgres" ? "refused" : "made",
    );
}

describe("PGlite behind a port", async () => {
  const pglite = await newCluster({ PGlite } as unknown as PgliteModule, process.cwd());
  const channel = new MessageChannel();
  const service = servePglite(channel.port1, pglite);
  const driver = pgliteOverPort(channel.port2);
  const options = { url: "pglite://port_test", root: "/", queueTimeout: 2000 };

  afterAll(async () => {
    await service.stop();
    channel.port2.close();
    await pglite.close();
  });

  driverContract("port", driver, options);

  test("a worker that ended in a transaction keeps nobody waiting", async () => {
    await driver.create(options);
    const pool = await driver.connect(options);
    await pool.executeScript("create table marks (n int)");
    const doomed = new MessageChannel();
    const doomedService = servePglite(doomed.port1, pglite);
    const other = await pgliteOverPort(doomed.port2).connect(options);
    const hung = new Promise<void>((started) => {
      void other.withConnection(async (connection) => {
        await connection.query("begin", []);
        await connection.query("insert into marks values (1)", []);
        started();
        await new Promise(() => {});
      });
    });
    await hung;
    const waiting = pool.withConnection((connection) =>
      connection.query("select count(*) as n from marks", []),
    );
    await doomedService.stop();
    doomed.port2.close();
    expect((await waiting).rows).toEqual([{ n: 0 }]);
    await driver.drop(options);
  });
});

describe("PGlite's files", () => {
  const root = mkdtempSync(join(tmpdir(), "fledge-pglite-"));
  const options = { url: "pglite://kept", root };
  const driver = databases.pglite;
  afterAll(async () => {
    await closePglite();
    rmSync(root, { recursive: true, force: true });
  });

  test("are kept below the project", async () => {
    if (!driver) throw new Error("no driver");
    let pool = await driver.connect(options);
    await pool.executeScript("create table marks (n int); insert into marks values (7)");
    const owner = join(root, ".fledge/pglite/owner.json");
    expect(JSON.parse(readFileSync(owner, "utf8"))).toMatchObject({ pid: process.pid });
    await pool.close();
    await closePglite();
    expect(readdirSync(join(root, ".fledge/pglite"))).toEqual(["data"]);
    pool = await driver.connect(options);
    const { rows } = await pool.withConnection((connection) => connection.query("select n from marks", []));
    expect(rows).toEqual([{ n: 7 }]);
    await pool.close();
  }, 60_000);
});

describe("addresses that lead nowhere", () => {
  const root = "/";
  test.each([
    [
      "postgres://postgres@127.0.0.1:1/x",
      "connection_refused",
      /no PostgreSQL server answers at postgres:\/\/postgres@127.0.0.1:1/,
    ],
    ["postgres://u:secret@127.0.0.1:1/x", "connection_refused", /u:\*\*\*@/],
    ["pglite://", "invalid_url", /names no database/],
    ["pglite://memory", "invalid_url", /pglite:\/\/memory\/NAME/],
  ])("%s", async (url, code, message) => {
    const driver = databases[url.split(":")[0] as string];
    const failure = await driver?.connect({ url, root }).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect((failure as Error).message).toMatch(message);
    expect((failure as Error).message).not.toContain("secret");
  });
});
