import { describe, expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { session } from "../plug/session.ts";
import * as Flash from "./flash.ts";
import { fetchFlash, fetchLiveFlash } from "./index.ts";

const sessionPlug = session({ store: "cookie", key: "_key", signingSalt: "aaaaaaaa" });

/** A browser: keeps its cookie from request to request. */
function browser() {
  let cookie: string | undefined;
  return (act: (conn: Conn) => Conn): Conn => {
    const adapter = new TestAdapter({ headers: cookie === undefined ? [] : [["cookie", cookie]] });
    const conn = new Conn(adapter);
    conn.secretKeyBase = "s".repeat(64);
    sessionPlug(conn);
    act(fetchLiveFlash()(conn.fetchSession()) as Conn);
    for (const [name, value] of adapter.respHeaders) if (name === "set-cookie") cookie = value.split(";")[0];
    return conn;
  };
}
const seen = (conn: Conn) => conn.json(conn.getFlash());

describe("a message", () => {
  test("is there on the same page", () => {
    expect(browser()((conn) => seen(conn.putFlash("info", "hi"))).respBody).toBe('{"info":"hi"}');
  });

  test("survives one redirect, and then is gone", () => {
    const visit = browser();
    visit((conn) => conn.putFlash("info", "saved").putFlash("error", "but").redirect({ to: "/" }));
    expect(visit(seen).respBody).toBe('{"info":"saved","error":"but"}');
    expect(visit(seen).respBody).toBe("{}");
  });

  test("survives two redirects in a row", () => {
    const visit = browser();
    visit((conn) => conn.putFlash("info", "saved").redirect({ to: "/" }));
    visit((conn) => conn.redirect({ to: "/" }));
    expect(visit(seen).respBody).toBe('{"info":"saved"}');
  });

  // Status and outcome after Phoenix's flash tests (Apache 2.0).
  test.each([
    ...[300, 301, 302, 303, 304, 305, 306, 307, 308].map((status) => [status, '{"info":"x"}'] as const),
    ...[299, 309, 200, 404].map((status) => [status, "{}"] as const),
  ])("with status %i leaves %s", (status, expected) => {
    const visit = browser();
    visit((conn) => conn.putFlash("info", "x").sendResp(status, ""));
    expect(visit(seen).respBody).toBe(expected);
  });

  test("that was cleared is not kept", () => {
    const visit = browser();
    visit((conn) => conn.putFlash("info", "x").clearFlash().redirect({ to: "/" }));
    expect(visit(seen).respBody).toBe("{}");
  });
});

test("putting, merging, reading and clearing", () => {
  browser()((conn) => {
    conn
      .putFlash("info", "a")
      .putFlash("info", "b")
      .mergeFlash({ error: "c", data: { n: 1 } });
    expect(conn.getFlash()).toEqual({ info: "b", error: "c", data: { n: 1 } });
    expect(conn.getFlash("error")).toBe("c");
    expect(conn.getFlash("nope")).toBeUndefined();
    expect(Flash.get(conn.getFlash(), "info")).toBe("b");
    expect(conn.clearFlash().getFlash()).toEqual({});
    expect(fetchFlash()(conn)).toBe(conn);
    return conn.text("");
  });
});

test("a flash that was not fetched says how to", () => {
  const conn = new Conn(new TestAdapter());
  expect(() => conn.getFlash()).toThrow(/fetchLiveFlash\(\)/);
  expect(() => conn.putFlash("info", "x")).toThrow(/fetchLiveFlash\(\)/);
  expect(() => conn.fetchFlash()).toThrow(/session/);
});
