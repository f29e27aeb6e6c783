import type { Conn } from "fledge/conn";
import { assertErrorSent, post } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

function upload(conn: Conn, size: number): Promise<Conn> {
  const form = new FormData();
  const contents = new Uint8Array(size);
  form.set("photo", new File([contents], "cat.png", { type: "image/png" }));
  return post(conn, "/photos", form);
}

describe("a photo", () => {
  test("of 1.9 million bytes is taken", async ({ conn }) => {
    conn = await upload(conn, 1_900_000);
    expect(conn.getRespHeader("location")).toMatch(/^\/photos\/./);
  });

  test("of more than two million bytes is refused with 413", async ({
    conn,
  }) => {
    await assertErrorSent(413, () => upload(conn, 2_000_001));
  });
});

test("a long text is refused as well", async ({ conn }) => {
  const form = new FormData();
  form.set("photo", "x".repeat(2_000_001));
  await assertErrorSent(413, () => post(conn, "/photos", form));
});
