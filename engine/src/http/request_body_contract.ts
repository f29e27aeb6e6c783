import { describe, expect, test } from "vitest";
import { BadRequestError, RequestTimeoutError } from "../conn/errors.ts";
import type { HttpAdapter } from "./adapter.ts";
import { decode, type Served } from "./contract.fixture.ts";

const limits = { length: 1000, readLength: 1000, readTimeout: 200 };

/** How the body of a request is read: whole, or as it comes. */
export function describeRequestBodies(served: Served): void {
  describe("readBody", () => {
    const echo = async (request: HttpAdapter): Promise<void> => {
      const result = await request.readBody(limits);
      request.sendResp(200, [], result.status === "ok" ? result.body : `(${result.status})`);
    };

    test.each([
      ["a small body", "name=Ada", "name=Ada"],
      ["an empty body", "", ""],
      ["a body of the greatest length", "x".repeat(1000), "x".repeat(1000)],
      ["a body that is too long", "x".repeat(1001), "(too_large)"],
      ["a body in pieces", { pieces: ["na", "me=", "Ada"], pause: 20 }, "name=Ada"],
      [
        "pieces that are too long together",
        { pieces: ["x".repeat(600), "x".repeat(600)], pause: 20 },
        "(too_large)",
      ],
      ["a body that stops coming", { pieces: ["na", "me"], pause: 600 }, "(timeout)"],
      ["a body that only drips", { pieces: ["n", "a", "m", "e", "=", "A"], pause: 80 }, "(timeout)"],
    ])("reads %s", async (_, body, expected) => {
      expect((await served.ask({ method: "POST", body }, echo)).text).toBe(expected);
    });

    test("gives each read its time", async () => {
      const body = { pieces: ["na", "me", "=A", "da"], pause: 80 };
      const response = await served.ask({ method: "POST", body }, async (request) => {
        const result = await request.readBody({ ...limits, readLength: 2 });
        request.sendResp(200, [], result.status === "ok" ? result.body : `(${result.status})`);
      });
      expect(response.text).toBe("name=Ada");
    });

    test("there is nothing more of a body that was read", async () => {
      const response = await served.ask({ method: "POST", body: "name=Ada" }, async (request) => {
        await request.readBody(limits);
        const again = await request.readBody(limits);
        request.sendResp(200, [], again.status === "ok" ? `${again.body.length} left` : `(${again.status})`);
      });
      expect(response.text).toBe("0 left");
    });

    test("reads nothing when there is no body", async () => {
      expect((await served.ask({ method: "GET" }, echo)).text).toBe("");
    });

    test("tells when the client goes away", async () => {
      let status: string | undefined;
      const settled = new Promise<void>((resolve) => {
        served.answer = async (request) => {
          status = (await request.readBody(limits)).status;
          request.sendResp(200, [], "");
          resolve();
        };
      });
      await served.server
        .request({ method: "POST", body: { pieces: ["na", "me"], pause: 20, cut: true } })
        .catch(() => {});
      await settled;
      expect(status).toBe("closed");
    });
  });

  describe("bodyChunks", () => {
    const collect = async (request: HttpAdapter): Promise<void> => {
      let text = "";
      for await (const chunk of request.bodyChunks(limits)) text += decode(chunk);
      request.sendResp(200, [], text);
    };

    test.each([
      ["whole", "x".repeat(5000), "x".repeat(5000)],
      ["in pieces", { pieces: ["a", "b", "c"], pause: 20 }, "abc"],
      ["empty", "", ""],
    ])("gives a body that comes %s", async (_, body, expected) => {
      expect((await served.ask({ method: "POST", body }, collect)).text).toBe(expected);
    });

    test("gives at most readLength bytes at a time", async () => {
      const response = await served.ask({ method: "POST", body: "x".repeat(1000) }, async (request) => {
        const sizes = new Set<number>();
        for await (const chunk of request.bodyChunks({ ...limits, readLength: 300 })) sizes.add(chunk.length);
        request.sendResp(200, [], String(Math.max(...sizes)));
      });
      expect(response.text).toBe("300");
    });

    test.each([
      [1000, "timeout"],
      [1, "abcdef"],
    ])("gives each read of %i bytes its time", async (readLength, expected) => {
      const body = { pieces: ["a", "b", "c", "d", "e", "f"], pause: 80 };
      const response = await served.ask({ method: "POST", body }, async (request) => {
        let text = "";
        try {
          for await (const chunk of request.bodyChunks({ ...limits, readLength })) text += decode(chunk);
        } catch (error) {
          text = error instanceof RequestTimeoutError ? "timeout" : String(error);
        }
        request.sendResp(200, [], text);
      });
      expect(response.text).toBe(expected);
    });

    test("what the consumer takes itself does not count as waiting", async () => {
      const body = { pieces: ["a", "b", "c", "d"], pause: 20 };
      const response = await served.ask({ method: "POST", body }, async (request) => {
        let text = "";
        for await (const chunk of request.bodyChunks(limits)) {
          text += decode(chunk);
          await new Promise((resolve) => setTimeout(resolve, 100));
        }
        request.sendResp(200, [], text);
      });
      expect(response.text).toBe("abcd");
    });

    test("the consumer may stop early", async () => {
      const response = await served.ask(
        { method: "POST", body: { pieces: ["a", "b", "c"], pause: 20 } },
        async (request) => {
          for await (const chunk of request.bodyChunks(limits)) {
            request.sendResp(413, [], decode(chunk));
            break;
          }
        },
      );
      expect(response.status).toBe(413);
    });

    test("throws RequestTimeoutError when it stops coming", async () => {
      const response = await served.ask(
        { method: "POST", body: { pieces: ["a", "b"], pause: 600 } },
        async (request) => {
          await collect(request).catch((error: unknown) =>
            request.sendResp(408, [], String(error instanceof RequestTimeoutError)),
          );
        },
      );
      expect([response.status, response.text]).toEqual([408, "true"]);
    });

    test("throws BadRequestError when the client goes away", async () => {
      let error: unknown;
      const settled = new Promise<void>((resolve) => {
        served.answer = async (request) => {
          await collect(request).catch((reason: unknown) => {
            error = reason;
            request.sendResp(400, [], "");
          });
          resolve();
        };
      });
      await served.server
        .request({ method: "POST", body: { pieces: ["a", "b"], pause: 20, cut: true } })
        .catch(() => {});
      await settled;
      expect(error).toBeInstanceOf(BadRequestError);
    });
  });
}
