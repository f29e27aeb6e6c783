import { get, htmlResponse, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

describe("the locale", () => {
  test("is known to the home action", async ({ conn }) => {
    conn = await get(conn, "/?locale=fr");
    expect(htmlResponse(conn, 200)).toContain("Locale: fr");
    expect(conn.assigns.locale).toBe("fr");
  });

  test("is not known to the about action", async ({ conn }) => {
    conn = await get(conn, "/about?locale=fr");
    expect(response(conn, 200)).not.toMatch(/locale:\s*fr/i);
    expect(conn.assigns.locale).toBeUndefined();
  });
});

test("about is an action of the same controller", async ({ conn }) => {
  const home = await get(conn, "/");
  const about = await get(conn, "/about");
  expect(about.actionName).toBe("about");
  expect(about.controllerModule).toBe(home.controllerModule);
});
