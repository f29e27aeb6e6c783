import { assertErrorSent, get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("a bird", () => {
  test.for(["robin", "wren"])(
    "called %s has a page",
    async (name, { conn }) => {
      conn = await get(conn, `/birds/${name}`);
      expect(htmlResponse(conn, 200)).toMatch(new RegExp(name, "i"));
    },
  );

  test("that nobody knows is an error that stands for 404", async ({
    conn,
  }) => {
    const dodo = () => get(conn, "/birds/dodo");
    await assertErrorSent(404, dodo);
    await expect(dodo()).rejects.toMatchObject({ plugStatus: 404 });
  });

  test("that nobody knows gets the page that you made", async ({ conn }) => {
    const { body } = await assertErrorSent(404, () => get(conn, "/birds/dodo"));
    const wrong = () => get(conn, "/such/a/wrong/path");
    expect(body).toBe((await assertErrorSent(404, wrong)).body);
  });
});
