import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { Locale } from "../../lib/hello_web/plugs/locale.ts";
import { test } from "../support/conn_case.ts";

type Conn = Parameters<typeof get>[0];

async function locale(conn: Conn, path: string): Promise<unknown> {
  conn = await get(conn, path);
  expect(htmlResponse(conn, 200)).toContain(`Locale: ${conn.assigns.locale}`);
  return conn.assigns.locale;
}

describe("the locale of a page", () => {
  test("is en unless told", async ({ conn }) => {
    expect(await locale(conn, "/")).toBe("en");
  });

  test("is the one of the parameter", async ({ conn }) => {
    expect(await locale(conn, "/?locale=fr")).toBe("fr");
    expect(await locale(conn, "/?locale=de")).toBe("de");
  });

  test("is never one that the application does not have", async ({ conn }) => {
    expect(await locale(conn, "/?locale=xx")).toBe("en");
    expect(await locale(conn, "/?locale[]=fr")).toBe("en");
    expect(await locale(conn, "/?locale=__proto__")).toBe("en");
  });
});

test("the default comes from where the plug is used", async ({ conn }) => {
  const french = await Locale.call(conn, Locale.init("fr"));
  expect(french.assigns.locale).toBe("fr");
});
