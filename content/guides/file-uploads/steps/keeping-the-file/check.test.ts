import type { Conn } from "fledge/conn";
import {
  get,
  htmlResponse,
  post,
  redirectedTo,
  response,
} from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

/** Uploads a picture, follows the redirect and gives the address of the picture on the page. */
async function upload(
  conn: Conn,
  contents: string,
  name: string,
): Promise<[conn: Conn, src: string]> {
  const form = new FormData();
  form.set("photo", new File([contents], name, { type: "image/png" }));
  conn = await post(conn, "/photos", form);
  conn = await get(conn, redirectedTo(conn, conn.status === 303 ? 303 : 302));
  const html = htmlResponse(conn, 200);
  const src = /<img[^>]*src="(\/uploads\/[^"]+)"/.exec(html)?.[1];
  expect(src, "the address of the photo on the page").toBeDefined();
  return [conn, src!];
}

describe("an uploaded photo", () => {
  test("has a page, and is served as it was sent", async ({ conn }) => {
    const contents = `picture ${crypto.randomUUID()}`;
    const [shown, src] = await upload(conn, contents, "cat.png");
    const served = await get(shown, src);
    expect(response(served, 200)).toBe(contents);
    expect(served.getRespHeader("content-type")).toContain("image/png");
  });

  test("does not replace another of the same name", async ({ conn }) => {
    const [next, first] = await upload(conn, "the first", "cat.png");
    const [last, second] = await upload(next, "the second", "cat.png");
    expect(second).not.toBe(first);
    expect(response(await get(last, first), 200)).toBe("the first");
  });

  test("stays in its folder, whatever it is called", async ({ conn }) => {
    const [shown, src] = await upload(conn, "evil", "../../lib/evil.png");
    expect(src).not.toContain("..");
    expect(response(await get(shown, src), 200)).toBe("evil");
  });
});
