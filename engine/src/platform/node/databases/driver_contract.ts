import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DatabaseError } from "../../../ecto/database/database_error.ts";
import type { DatabaseDriver, DatabaseOptions, DatabasePool } from "../../../ecto/database_driver.ts";

/**
 * What every driver does, whatever the database is behind it.
 *
 * @param missing what connecting to a database that was not created does
 */
export function driverContract(
  name: string,
  driver: DatabaseDriver,
  options: DatabaseOptions,
  missing: "made" | "refused" = "made",
): void {
  describe(`${name}: a database driver`, () => {
    let pool: DatabasePool;

    beforeAll(async () => {
      await driver.drop(options);
      await driver.create(options);
      pool = await driver.connect(options);
      await pool.executeScript(
        "create table things (id serial primary key, name text unique); insert into things (name) values ('a')",
      );
    }, 60_000);
    afterAll(async () => {
      await pool.close();
      await driver.drop(options);
    });

    const query = (sql: string, parameters: unknown[] = []) =>
      pool.withConnection((connection) => connection.query(sql, parameters));
    const value = async (sql: string, parameters: unknown[] = []) =>
      (await query(sql, parameters)).rows[0]?.v;

    test("makes and drops databases, and says when there was nothing to do", async () => {
      const other = { ...options, url: `${options.url}_other` };
      await driver.drop(other);
      expect(await driver.create(other)).toBe("created");
      expect(await driver.create(other)).toBe("already_up");
      const second = await driver.connect(other);
      const { rows } = await second.withConnection((connection) =>
        connection.query("select to_regclass('things') as t", []),
      );
      expect(rows).toEqual([{ t: null }]);
      await second.close();
      expect(await driver.drop(other)).toBe("dropped");
      expect(await driver.drop(other)).toBe("already_down");
    });

    test("makes a database that is connected to, or says that it is missing", async () => {
      const other = { ...options, url: `${options.url}_missing` };
      await driver.drop(other);
      if (missing === "made") {
        await (await driver.connect(other)).close();
        expect(await driver.create(other)).toBe("already_up");
        await driver.drop(other);
      } else {
        const failure = await driver.connect(other).catch((error: unknown) => error);
        expect(failure).toMatchObject({ name: "DatabaseError", code: "does_not_exist" });
        expect((failure as Error).message).toMatch(
          /_missing" does not exist: create it with `fledge ecto.create`/,
        );
      }
    });

    test("answers rows and how many were touched", async () => {
      expect(await query("insert into things (name) values ($1), ($2)", ["b", "c"])).toEqual({
        rows: [],
        numRows: 2,
      });
      expect(await query("select name from things order by name")).toEqual({
        rows: [{ name: "a" }, { name: "b" }, { name: "c" }],
        numRows: 3,
      });
      expect((await query("update things set name = name || 'x'")).numRows).toBe(3);
      expect((await query("delete from things where name = 'nobody'")).numRows).toBe(0);
      expect(await query("delete from things where name = 'bx' returning name")).toEqual({
        rows: [{ name: "bx" }],
        numRows: 1,
      });
    });

    test.each([
      ["1::int2", 1],
      ["1::int4", 1],
      ["1::int8", 1],
      ["9007199254740993::int8", 9007199254740993n],
      ["1.5::float8", 1.5],
      ["1.50::numeric", "1.50"],
      ["true", true],
      ["null::text", null],
      ["'a'::varchar", "a"],
      ["'2026-11-22'::date", "2026-11-22"],
      ["'10:20:30'::time", "10:20:30"],
      ["'2026-11-22 10:20:30.5'::timestamp", new Date("2026-11-22T10:20:30.500Z")],
      ["'2026-11-22 10:20:30+02'::timestamptz", new Date("2026-11-22T08:20:30Z")],
      ["'infinity'::timestamp", "infinity"],
      ["'\\x00ff'::bytea", new Uint8Array([0, 255])],
      [`'{"a": [1, null]}'::jsonb`, { a: [1, null] }],
      ["'6f4d2a10-0000-4000-8000-000000000000'::uuid", "6f4d2a10-0000-4000-8000-000000000000"],
      ["array[1, null, 3]", [1, null, 3]],
      [`array['a,b', 'say "hi"', 'NULL', '']`, ["a,b", 'say "hi"', "NULL", ""]],
      [
        "array[array[1, 2], array[3, 4]]",
        [
          [1, 2],
          [3, 4],
        ],
      ],
      ["array[true, false]", [true, false]],
      ["array['2026-11-22 10:20:30'::timestamp]", [new Date("2026-11-22T10:20:30Z")]],
    ])("reads %s", async (sql, expected) => {
      const found = await value(`select ${sql} as v`);
      expect(found instanceof Uint8Array ? new Uint8Array(found) : found).toEqual(expected);
    });

    test.each([
      ["int4", 7],
      ["int8", 9007199254740993n],
      ["float8", 1.25],
      ["numeric", "1.50"],
      ["text", 'it\'s "ok" \\ ü\n'],
      ["bool", false],
      ["text", null],
      ["bytea", new Uint8Array([0, 1, 255])],
      ["text[]", ['a,"b"', "c"]],
      ["int4[]", [1, 2]],
      ["int4[]", []],
    ])("writes a %s", async (type, given) => {
      const found = await value(`select $1::${type} as v`, [given]);
      expect(found instanceof Uint8Array ? new Uint8Array(found) : found).toEqual(given);
    });

    test("writes timestamps and JSON given as text", async () => {
      expect(await value("select $1::timestamp as v", ["2026-11-22T10:20:30Z"])).toEqual(
        new Date("2026-11-22T10:20:30Z"),
      );
      expect(await value("select $1::timestamptz as v", ["2026-11-22T10:20:30Z"])).toEqual(
        new Date("2026-11-22T10:20:30Z"),
      );
      expect(await value("select $1::jsonb as v", ['{"a":1}'])).toEqual({ a: 1 });
    });

    test("tells what went wrong, with the statement and the constraint", async () => {
      const failure = await query("select * from nowhere").catch((error: DatabaseError) => error);
      expect(failure).toMatchObject({ code: "42P01", sql: "select * from nowhere", position: 15 });
      expect((failure as Error).message).toMatch(
        /relation "nowhere" does not exist: run the migrations with `fledge ecto.migrate`/,
      );
      const twice = query("insert into things (name) values ('ax')");
      await expect(twice).rejects.toMatchObject({
        code: "23505",
        constraint: "things_name_key",
        table: "things",
      });
    });

    test("keeps a transaction to its connection, and gives it back after a failure", async () => {
      const failed = pool.withConnection(async (connection) => {
        await connection.query("begin", []);
        await connection.query("insert into things (name) values ('gone')", []);
        await connection.query("rollback", []);
        throw new Error("boom");
      });
      await expect(failed).rejects.toThrow("boom");
      expect(await value("select count(*) as v from things where name = 'gone'")).toBe(0);
    });

    test("works on many queries at once", async () => {
      const values = await Promise.all(
        Array.from({ length: 20 }, (_, index) => value("select $1::int as v", [index])),
      );
      expect(values).toEqual(Array.from({ length: 20 }, (_, index) => index));
    });

    test("gives up waiting for a connection after a while", async () => {
      const small = await driver.connect({ ...options, poolSize: 1, queueTimeout: 100 });
      const nested = small.withConnection(() => small.withConnection(async () => "never"));
      await expect(nested).rejects.toMatchObject({ code: "queue_timeout" });
      expect(await small.withConnection(async () => "free")).toBe("free");
      await small.close();
    });
  });
}
