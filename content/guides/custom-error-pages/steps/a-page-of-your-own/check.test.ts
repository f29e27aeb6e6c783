import { renderToString } from "fledge/controller";
import { assertErrorSent, get } from "fledge/testing";
import { describe, expect } from "vitest";
import * as ErrorHTML from "../../lib/hello_web/controllers/error_html.tsx";
import { test } from "../support/conn_case.ts";

describe("a wrong path", () => {
  test("is answered with 404 and a whole document", async ({ conn }) => {
    const wrong = () => get(conn, "/such/a/wrong/path");
    const { body, headers } = await assertErrorSent(404, wrong);
    expect(Object.fromEntries(headers)["content-type"]).toContain("text/html");
    expect(body).toMatch(/^<!doctype html>\s*<html[\s\S]*<\/html>\s*$/i);
  });

  test("leads back to the start page", async ({ conn }) => {
    const wrong = () => get(conn, "/such/a/wrong/path");
    const { body } = await assertErrorSent(404, wrong);
    expect(body).toMatch(/<a[^>]*\shref="\/"/);
  });
});

test("other errors do not claim that a page is missing", () => {
  const missing = renderToString(ErrorHTML, "404", "html");
  const failed = renderToString(ErrorHTML, "500", "html");
  expect(failed).not.toBe("");
  expect(failed).not.toBe(missing);
});
