import { get, htmlResponse, putReqHeader, response } from "fledge/testing";
import { describe, expect } from "vitest";
import { test } from "../support/conn_case.ts";

/** What the console is told while a request lasts. */
async function logged(request: () => Promise<unknown>): Promise<string> {
  const names = ["log", "info", "debug", "warn", "error"] as const;
  const kept = { ...console };
  const lines: string[] = [];
  for (const name of names) {
    console[name] = (...values: unknown[]) => {
      lines.push(
        values
          .map((each) =>
            typeof each === "string" ? each : JSON.stringify(each),
          )
          .join(" "),
      );
    };
  }
  try {
    await request();
  } finally {
    Object.assign(console, kept);
  }
  return lines.join("\n");
}

describe("introspect", () => {
  test("logs the verb and the host of a page", async ({ conn }) => {
    const text = await logged(() => get(conn, "http://owl.example/"));
    expect(text).toContain("GET");
    expect(text).toContain("owl.example");
  });

  test("does not see files, which were served before it", async ({ conn }) => {
    const text = await logged(() =>
      get(conn, "http://owl.example/favicon.ico"),
    );
    expect(text).not.toContain("owl.example");
  });

  test("leaves the page as it was", async ({ conn }) => {
    await logged(async () => {
      conn = await get(putReqHeader(conn, "accept", "text/html"), "/");
    });
    expect(htmlResponse(conn, 200)).toContain("Hello has hatched.");
    expect(response(conn, 200)).not.toBe("");
  });
});
