import { post, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

function form(file: File): FormData {
  const data = new FormData();
  data.set("photo", file);
  return data;
}

describe("POST /photos", () => {
  test.for([
    ["cat.png", "image/png"],
    ["notes.txt", "text/plain"],
  ])("tells the name and the type of %s", async ([name, type], { conn }) => {
    conn = await post(conn, "/photos", form(new File(["…"], name, { type })));
    expect(response(conn, 200)).toContain(name);
    expect(response(conn, 200)).toContain(type);
  });

  test("gets along with a form without a file", async ({ conn }) => {
    conn = await post(conn, "/photos", form(new File([], "")));
    expect(conn.status).toBeLessThan(500);
  });
});
