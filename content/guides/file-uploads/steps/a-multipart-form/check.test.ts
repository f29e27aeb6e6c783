import { get, htmlResponse, post } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("the form of GET /photos/new", () => {
  test("is sent to /photos, in parts", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/photos/new"), 200);
    const form = /<form[^>]*action="\/photos"[^>]*>/.exec(html)?.[0];
    expect(form).toContain('method="post"');
    expect(form).toContain('enctype="multipart/form-data"');
  });

  test("has an input for the file, named photo", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/photos/new"), 200);
    const inputs = html.match(/<input[^>]*type="file"[^>]*>/g) ?? [];
    expect(inputs).toHaveLength(1);
    expect(inputs[0]).toContain('name="photo"');
  });

  test("carries the token that POST /photos demands", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/photos/new"), 200);
    expect(html).toContain('name="_csrf_token"');
  });
});

test("POST /photos is answered", async ({ conn }) => {
  const form = new FormData();
  form.set("photo", new File(["picture"], "cat.png", { type: "image/png" }));
  conn = await post(conn, "/photos", form);
  expect(conn.status).toBeLessThan(400);
});
