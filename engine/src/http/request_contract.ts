import { expect, test } from "vitest";
import type { HttpAdapter } from "./adapter.ts";
import { ok, type Served } from "./contract.fixture.ts";

/**
 * How a request reaches its handler, and what becomes of a handler that waits or fails.
 *
 * @param protocol what the requests come by
 */
export function describeRequests(
  served: Served,
  protocol: Pick<HttpAdapter, "scheme" | "httpVersion">,
): void {
  test("hands method, target, scheme and headers over as they came", async () => {
    let seen: HttpAdapter | undefined;
    await served.ask(
      {
        method: "PATCH",
        target: "/a/../b%2Fc//d/?x=%20&y=1",
        headers: [
          ["X-Mixed-Case", "Value"],
          ["accept", "text/html"],
          ["accept", "text/plain"],
          ["cookie", "a=1"],
          ["cookie", "b=2"],
        ],
      },
      (request) => {
        seen = request;
        ok(request);
      },
    );
    expect(seen).toMatchObject({
      method: "PATCH",
      target: "/a/../b%2Fc//d/?x=%20&y=1",
      ...protocol,
    });
    expect(seen!.headers).toMatchObject({
      "x-mixed-case": "Value",
      accept: "text/html, text/plain",
      cookie: "a=1; b=2",
    });
    expect(seen!.authority).not.toBe("");
    expect(seen!.peer()).toMatchObject({ address: expect.any(String), port: expect.any(Number) });
  });

  test("the host header goes before the address", async () => {
    let authority: string | undefined;
    await served.ask({ headers: [["host", "example.com:81"]] }, (request) => {
      authority = request.authority;
      ok(request);
    });
    expect(authority).toBe("example.com:81");
  });

  test("answers a handler that is asynchronous", async () => {
    const response = await served.ask({}, async (request) => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      ok(request);
    });
    expect(response.text).toBe("ok");
  });

  test("answers 500 when the handler fails before sending", async () => {
    const sync = await served.ask({}, () => {
      throw new Error("expected by the suite");
    });
    expect([sync.status, sync.text]).toEqual([500, "Internal Server Error"]);
    const async = await served.ask({}, () => Promise.reject(new Error("expected by the suite")));
    expect(async.status).toBe(500);
  });
}
