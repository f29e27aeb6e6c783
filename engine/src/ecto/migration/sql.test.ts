import { describe, expect, test } from "vitest";
import { compileSql } from "../query/sql.ts";
import type { Repo } from "../repo/repo.ts";
import { fragment, MigrationBuilder, references } from "./builder.ts";
import { IrreversibleMigrationError, invert } from "./commands.ts";
import { migration } from "./migration.ts";
import { commandSql } from "./sql.ts";

function steps(write: (m: MigrationBuilder) => void) {
  const builder = new MigrationBuilder("up", {} as Repo);
  write(builder);
  return builder.commands;
}

const sqlOf = (command: Parameters<typeof commandSql>[0]) =>
  commandSql(command).statements.map((statement) => {
    const { sql, parameters } = compileSql(statement);
    expect(parameters).toEqual([]);
    return sql;
  });

describe("steps as SQL", () => {
  test.each<[string, (m: MigrationBuilder) => void, string]>([
    [
      "a table",
      (m) =>
        m.createTable("products", (t) => {
          t.add("title", "string", { null: false, size: 40 });
          t.add("price", "decimal", { precision: 15, scale: 6, default: 0 });
          t.add("note", "text", { default: "it's" });
          t.add("tags", "string[]", { default: [] });
          t.add("settings", "map", { default: { a: 1 } });
          t.add("code", "citext");
          t.add("at", "utcDatetime", { default: fragment("now()") });
        }),
      `create table "products" ("id" bigserial primary key, "title" varchar(40) not null, "price" numeric(15, 6) default 0, "note" text default 'it''s', "tags" varchar(255)[] default '{}'::varchar(255)[], "settings" jsonb default '{"a":1}', "code" citext, "at" timestamp(0) default now())`,
    ],
    [
      "a table without key",
      (m) =>
        m.createTable("post_tags", { primaryKey: false }, (t) => {
          t.add("post_id", references("posts", { onDelete: "deleteAll" }), { primaryKey: true });
          t.add("tag_id", references("tags", { type: "binaryId", name: "tag" }), { primaryKey: true });
        }),
      'create table "post_tags" ("post_id" bigint constraint "post_tags_post_id_fkey" references "posts" ("id") on delete cascade, "tag_id" uuid constraint "tag" references "tags" ("id"), primary key ("post_id", "tag_id"))',
    ],
    [
      "a UUID key",
      (m) => m.createTable("x", { primaryKey: "binaryId" }, () => {}),
      'create table "x" ("id" uuid primary key)',
    ],
    [
      "changed columns",
      (m) =>
        m.alterTable("users", (t) => {
          t.add("age", "integer").modify("bio", "text", { null: false, default: null }).remove("old");
        }),
      'alter table "users" add column "age" integer, alter column "bio" type text using "bio"::text, alter column "bio" set not null, alter column "bio" drop default, drop column "old"',
    ],
    [
      "an index",
      (m) => m.createUniqueIndex("users", ["email", "name"], { where: "age > 1" }),
      'create unique index "users_email_name_index" on "users" ("email", "name") where age > 1',
    ],
    [
      "an index of an expression",
      (m) => m.createIndex("users", "lower(email)", { using: "btree" }),
      'create index "users_lower_email_index" on "users" using btree (lower(email))',
    ],
    [
      "a check",
      (m) => m.createConstraint("users", "adult", { check: "age >= 18" }),
      'alter table "users" add constraint "adult" check (age >= 18)',
    ],
    [
      "a renamed column",
      (m) => m.renameColumn("users", "a", "b"),
      'alter table "users" rename column "a" to "b"',
    ],
    ["a name with a quote", (m) => m.dropTable('x"; --'), 'drop table "x""; --"'],
  ])("%s", (_, write, sql) => {
    expect(steps(write).flatMap(sqlOf)).toEqual([sql]);
  });
});

describe("turning steps round", () => {
  test("undoes what can be undone", () => {
    const commands = steps((m) => {
      m.createTable("users", () => {});
      m.alterTable("users", (t) =>
        t
          .add("age", "integer")
          .modify("bio", "text", { from: ["string", { null: false }] })
          .remove("old", "string"),
      );
      m.renameTable("users", "people");
      m.createIndex("people", "age");
      m.execute("create extension x", "drop extension x");
    });
    expect(commands.map(invert).reverse().flatMap(sqlOf)).toEqual([
      "drop extension x",
      'drop index "people_age_index"',
      'alter table "people" rename to "users"',
      'alter table "users" add column "old" varchar(255), alter column "bio" type varchar(255) using "bio"::varchar(255), alter column "bio" set not null, drop column "age"',
      'drop table "users"',
    ]);
  });

  test.each<[(m: MigrationBuilder) => void, string]>([
    [(m) => m.dropTable("users"), "drop table users"],
    [(m) => m.execute("select 1"), 'execute "select 1"'],
    [(m) => m.alterTable("users", (t) => t.remove("age")), "remove age of users without its type"],
    [(m) => m.alterTable("users", (t) => t.modify("age", "text")), "modify age of users without { from: … }"],
    [(m) => m.dropConstraint("users", "adult"), "drop constraint adult"],
  ])("refuses %#", (write, what) => {
    const [command] = steps(write);
    expect(() => invert(command!)).toThrow(IrreversibleMigrationError);
    expect(() => invert(command!)).toThrow(what);
  });

  test("a migration has change, or up", () => {
    expect(() => migration({} as never)).toThrow("either change, or up");
    expect(() => migration({ change() {}, up() {} })).toThrow("either change, or up");
  });
});
