import type { Conn } from "fledge/conn";
import { get, htmlResponse, post } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

function form(file: File | string): FormData {
  const data = new FormData();
  if (typeof file === "string") data.set("photo", file);
  else data.set("photo", file);
  return data;
}

/** The page of a form that was not accepted: shown again, whether as 200 or as 422. */
function shownAgain(conn: Conn): string {
  const html = htmlResponse(conn, conn.status === 422 ? 422 : 200);
  expect(html).toMatch(/<input[^>]*type="file"/);
  return html;
}

describe("POST /photos", () => {
  test("without a file asks for one", async ({ conn }) => {
    conn = await post(conn, "/photos", form(new File([], "")));
    expect(shownAgain(conn)).toMatch(/choose a file/i);
  });

  test("with text in place of a file asks for one", async ({ conn }) => {
    conn = await post(conn, "/photos", form("hello"));
    expect(shownAgain(conn)).toMatch(/choose a file/i);
  });

  test.for(["text/html", "image/svg+xml", "constructor", ""])(
    "does not take a file of the type %j",
    async (type, { conn }) => {
      const file = new File(["<script></script>"], "cat.png", { type });
      conn = await post(conn, "/photos", form(file));
      expect(shownAgain(conn)).toMatch(/must be an image/i);
    },
  );

  test("takes a JPEG as before", async ({ conn }) => {
    const file = new File(["…"], "cat.jpg", { type: "image/jpeg" });
    conn = await post(conn, "/photos", form(file));
    expect(conn.getRespHeader("location")).toMatch(/^\/photos\/./);
  });
});

test("GET /photos/new complains about nothing", async ({ conn }) => {
  const html = htmlResponse(await get(conn, "/photos/new"), 200);
  expect(html).not.toMatch(/choose a file|must be an image/i);
});
