import { describe, expect, test } from "vitest";
import type { HttpAdapter } from "./adapter.ts";
import { encode, ok, type Served } from "./contract.fixture.ts";

/** How responses go out: whole, in chunks, broken off. */
export function describeResponses(served: Served): void {
  test.each([
    ["text", "hello"],
    ["text beyond ASCII", "Grüße, 世界 🎉"],
    ["bytes", new Uint8Array([0, 255, 10, 13, 128])],
    ["nothing", ""],
  ])("sends %s with its length in bytes", async (_, body) => {
    const response = await served.ask({}, (request) =>
      request.sendResp(201, [["content-type", "text/plain"]], body),
    );
    const bytes = typeof body === "string" ? encode(body) : body;
    expect(response.status).toBe(201);
    expect(response.header("content-type")).toBe("text/plain");
    expect(response.header("content-length")).toBe(String(bytes.length));
    expect([...response.body]).toEqual([...bytes]);
  });

  test("keeps several headers of one name apart", async () => {
    const response = await served.ask({}, (request) =>
      request.sendResp(
        200,
        [
          ["set-cookie", "a=1; path=/"],
          ["x-one", "1"],
          ["set-cookie", "b=2"],
        ],
        "",
      ),
    );
    expect(response.all("set-cookie")).toEqual(["a=1; path=/", "b=2"]);
    expect(response.header("x-one")).toBe("1");
  });

  test("leaves the body of a HEAD response out", async () => {
    const response = await served.ask({ method: "HEAD" }, (request) => request.sendResp(200, [], "hello"));
    expect(response.text).toBe("");
    expect(response.header("content-length")).toBe("5");
  });

  test.each([
    [204, ""],
    [304, ""],
    [204, "left out"],
    [304, "left out"],
  ])("sends neither length nor body with status %i and body %j", async (status, body) => {
    const response = await served.ask({}, (request) => request.sendResp(status, [], body));
    expect(response.status).toBe(status);
    expect(response.header("content-length")).toBeUndefined();
    expect(response.text).toBe("");
  });

  describe("chunked responses", () => {
    const stream = async (request: HttpAdapter): Promise<void> => {
      request.sendChunked(200, [["content-type", "text/plain"]]);
      for (const piece of ["one ", encode("two "), "drei ü"]) expect(await request.chunk(piece)).toBe("ok");
      request.endChunked();
    };

    test("join to the body", async () => {
      const response = await served.ask({}, stream);
      expect([response.status, response.text]).toEqual([200, "one two drei ü"]);
      expect(response.header("content-length")).toBeUndefined();
    });

    test("have no body for HEAD", async () => {
      expect((await served.ask({ method: "HEAD" }, stream)).text).toBe("");
    });

    test("may be empty", async () => {
      const response = await served.ask({}, (request) => {
        request.sendChunked(200, []);
        request.endChunked();
      });
      expect([response.status, response.text]).toEqual([200, ""]);
    });

    test("carry much data, waiting for the client", async () => {
      const piece = new Uint8Array(64 * 1024).fill(66);
      const response = await served.ask({}, async (request) => {
        request.sendChunked(200, []);
        for (let i = 0; i < 50; i++) await request.chunk(piece);
        request.endChunked();
      });
      expect(response.body.length).toBe(50 * piece.length);
    });

    test("tell when the client has gone", async () => {
      if (served.server.abandon === undefined) return;
      let last: "ok" | "closed" = "ok";
      let finished = false;
      const settled = new Promise<void>((resolve) => {
        served.answer = async (request) => {
          request.onFinish(() => {
            finished = true;
          });
          request.sendChunked(200, []);
          for (let i = 0; i < 500 && last === "ok"; i++) {
            last = await request.chunk("more ");
            await new Promise((next) => setTimeout(next, 2));
          }
          resolve();
        };
      });
      await served.server.abandon({});
      await settled;
      expect(last).toBe("closed");
      expect(finished).toBe(true);
    });
  });

  describe("a response that is broken off", () => {
    test("is no whole one for the client", async () => {
      let finished = 0;
      const response = served.ask({}, async (request) => {
        request.onFinish(() => finished++);
        request.sendChunked(200, []);
        await request.chunk("half of");
        request.abort(new Error("expected"));
      });
      await expect(response).rejects.toThrow();
      await expect.poll(() => finished).toBe(1);
    });

    test("is 500 when it did not begin, and stays what it is when it was over", async () => {
      const failed = await served.ask({}, (request) => request.abort());
      expect([failed.status, failed.text]).toEqual([500, "Internal Server Error"]);
      const whole = await served.ask({}, (request) => {
        ok(request);
        request.abort();
      });
      expect([whole.status, whole.text]).toEqual([200, "ok"]);
    });
  });

  test("calls onFinish once, when the response is out", async () => {
    let calls = 0;
    let adapter: HttpAdapter | undefined;
    await served.ask({}, (request) => {
      adapter = request;
      request.onFinish(() => calls++);
      expect(calls).toBe(0);
      ok(request);
    });
    await expect.poll(() => calls).toBe(1);
    let late = false;
    adapter!.onFinish(() => {
      late = true;
    });
    expect(late).toBe(true);
  });
}
