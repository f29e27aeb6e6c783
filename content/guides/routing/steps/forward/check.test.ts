import { assertErrorSent, get, post, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { BackgroundJobs } from "../../lib/hello_web/plugs/background_jobs.ts";
import { test } from "../support/conn_case.ts";

describe("below /jobs", () => {
  test("the plug shows the name that the router gave it", async ({ conn }) => {
    conn = await get(conn, "/jobs?role=admin");
    expect(response(conn, 200)).toContain("Hello");
  });

  test("it answers by what is left of the path", async ({ conn }) => {
    const start = response(await get(conn, "/jobs?role=admin"), 200);
    const pending = await get(conn, "/jobs/pending?role=admin");
    expect(response(pending, 200)).not.toBe(start);
    const nothing = await get(conn, "/jobs/of/nobody?role=admin");
    expect(nothing.status).toBe(404);
  });

  test("it is asked for any verb", async ({ conn }) => {
    conn = await post(conn, "/jobs/pending?role=admin", {});
    expect(response(conn, 200)).not.toBe("");
  });

  test("it is for administrators only", async ({ conn }) => {
    for (const path of ["/jobs", "/jobs/pending", "/jobs?role=member"]) {
      expect((await get(conn, path)).status).toBe(403);
    }
  });
});

test("what only begins with the same letters is no job", async ({ conn }) => {
  await assertErrorSent(404, () => get(conn, "/jobsite?role=admin"));
});

test("the plug takes its name from whoever uses it", async ({ conn }) => {
  conn = await BackgroundJobs.call(conn, BackgroundJobs.init({ name: "Owl" }));
  expect(conn.respBody).toContain("Owl");
});
