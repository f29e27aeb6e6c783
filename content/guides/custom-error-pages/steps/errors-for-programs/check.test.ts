import type { Conn } from "fledge/conn";
import {
  assertErrorSent,
  get,
  jsonResponse,
  putReqHeader,
} from "fledge/testing";
import { describe, expect } from "vitest";
import * as ErrorJSON from "../../lib/hello_web/controllers/error_json.ts";
import { test } from "../support/conn_case.ts";

function getJson(conn: Conn, path: string): Promise<Conn> {
  return get(putReqHeader(conn, "accept", "application/json"), path);
}

describe("a program that asks for a bird", () => {
  test("gets it as JSON", async ({ conn }) => {
    conn = await getJson(conn, "/api/birds/robin");
    expect(JSON.stringify(jsonResponse(conn, 200))).toContain("robin");
  });

  test("is told which bird is missing", async ({ conn }) => {
    const dodo = () => getJson(conn, "/api/birds/dodo");
    const { body } = await assertErrorSent(404, dodo);
    expect(JSON.parse(body)).toEqual({
      errors: { detail: expect.stringContaining("dodo") },
    });
  });
});

describe("other errors", () => {
  test("keep their words to themselves", () => {
    const reason = new Error("the password of the database is wrong");
    const body = ErrorJSON.render("500.json", { reason });
    expect(body).toEqual({ errors: { detail: "Internal Server Error" } });
  });

  test("are as they were for a wrong path", async ({ conn }) => {
    const { body } = await assertErrorSent(404, () => getJson(conn, "/api/no"));
    expect(JSON.parse(body)).toEqual({ errors: { detail: "Not Found" } });
  });
});
