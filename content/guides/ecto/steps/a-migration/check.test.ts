import { describe, expect } from "vitest";
import { Repo } from "../../lib/hello/repo.ts";
import { test } from "../support/data_case.ts";

/** Columns of the table as the database describes them. */
async function columns(): Promise<Map<unknown, unknown>> {
  const { rows } = await Repo.query(
    "select column_name, data_type from information_schema.columns where table_name = 'users' and table_schema = current_schema()",
  );
  return new Map(rows.map((row) => [row.column_name, row.data_type]));
}

describe("the migration", () => {
  test("makes a table for users with an id", async () => {
    expect([...(await columns()).keys()]).toContain("id");
  });

  test.for(["name", "email", "bio"])("%s is text", async (name) => {
    expect((await columns()).get(name)).toMatch(/^(character varying|text)$/);
  });

  test("number_of_pets is a whole number", async () => {
    expect((await columns()).get("number_of_pets")).toMatch(
      /^(integer|bigint)$/,
    );
  });

  test("rows know when they were made and changed", async () => {
    const names = [...(await columns()).keys()];
    expect(names).toEqual(
      expect.arrayContaining(["inserted_at", "updated_at"]),
    );
  });
});
