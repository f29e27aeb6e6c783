import { assertErrorSent, get } from "fledge/testing";
import { expect } from "vitest";
import dev from "../../config/dev.ts";
import { test } from "../support/conn_case.ts";

test("config/dev.ts has errors shown as to a visitor", () => {
  expect(dev.endpoint?.debugErrors).not.toBe(true);
});

test("a wrong path is not found, and no more is said", async ({ conn }) => {
  const path = "/such/a/wrong/path";
  const { body } = await assertErrorSent(404, () => get(conn, path));
  expect(body).not.toContain(path);
});
