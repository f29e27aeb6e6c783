import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BadRequestError, RequestTimeoutError } from "../conn/errors.ts";
import type { Handler, Header, HttpAdapter } from "./adapter.ts";

/** A request of the suite. */
export interface ContractRequest {
  method?: string;
  target?: string;
  headers?: Header[];
  /** A list of pieces is sent with a pause of `pause` ms between them; with `cut` the client goes away after the last. */
  body?: string | Uint8Array | { pieces: string[]; pause: number; cut?: boolean };
}

export interface ContractResponse {
  status: number;
  headers: Header[];
  body: Uint8Array;
}

/** Body of a request of the contract as a web stream. */
export function streamOf(
  body: Extract<ContractRequest["body"], { pieces: string[] }>,
): ReadableStream<Uint8Array> {
  const pieces = [...body.pieces];
  return new ReadableStream({
    async pull(controller) {
      const piece = pieces.shift();
      if (piece !== undefined) {
        if (pieces.length < body.pieces.length - 1)
          await new Promise((resolve) => setTimeout(resolve, body.pause));
        controller.enqueue(new TextEncoder().encode(piece));
      } else if (body.cut) controller.error(new Error("the client went away"));
      else controller.close();
    },
  });
}

/** What the suite needs of a server. */
export interface ContractServer {
  request(request: ContractRequest): Promise<ContractResponse>;
  /** Starts a request, reads until the first bytes of the body, then goes away; absent where that cannot be. */
  abandon?(request: ContractRequest): Promise<void>;
  /** Absolute path of a file with these contents, as the server sees it. */
  file(contents: Uint8Array): string;
  stop(): Promise<void>;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const limits = { length: 1000, readLength: 1000, readTimeout: 200 };

/**
 * The behaviour that every HTTP adapter has.
 *
 * @param start serves one handler; the suite changes what it does
 * @param protocol what the requests come by; default HTTP/1.1 without TLS
 */
export function describeHttpAdapter(
  name: string,
  start: (handler: Handler) => Promise<ContractServer>,
  protocol: Pick<HttpAdapter, "scheme" | "httpVersion"> = { scheme: "http", httpVersion: "HTTP/1.1" },
): void {
  describe(`http adapter: ${name}`, () => {
    let server: ContractServer;
    let answer: (request: HttpAdapter) => void | Promise<void>;
    beforeAll(async () => {
      server = await start((request) => answer(request));
    });
    afterAll(() => server.stop());

    async function ask(
      request: ContractRequest,
      handle: (request: HttpAdapter) => void | Promise<void>,
    ): Promise<
      ContractResponse & {
        text: string;
        header(name: string): string | undefined;
        all(name: string): string[];
      }
    > {
      answer = handle;
      const response = await server.request(request);
      const all = (header: string): string[] =>
        response.headers.filter(([key]) => key === header).map(([, value]) => value);
      return { ...response, text: decode(response.body), all, header: (header) => all(header)[0] };
    }
    const ok = (request: HttpAdapter): void => request.sendResp(200, [], "ok");

    test("hands method, target, scheme and headers over as they came", async () => {
      let seen: HttpAdapter | undefined;
      await ask(
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
      await ask({ headers: [["host", "example.com:81"]] }, (request) => {
        authority = request.authority;
        ok(request);
      });
      expect(authority).toBe("example.com:81");
    });

    test.each([
      ["text", "hello"],
      ["text beyond ASCII", "Grüße, 世界 🎉"],
      ["bytes", new Uint8Array([0, 255, 10, 13, 128])],
      ["nothing", ""],
    ])("sends %s with its length in bytes", async (_, body) => {
      const response = await ask({}, (request) =>
        request.sendResp(201, [["content-type", "text/plain"]], body),
      );
      const bytes = typeof body === "string" ? encode(body) : body;
      expect(response.status).toBe(201);
      expect(response.header("content-type")).toBe("text/plain");
      expect(response.header("content-length")).toBe(String(bytes.length));
      expect([...response.body]).toEqual([...bytes]);
    });

    test("keeps several headers of one name apart", async () => {
      const response = await ask({}, (request) =>
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
      const response = await ask({ method: "HEAD" }, (request) => request.sendResp(200, [], "hello"));
      expect(response.text).toBe("");
      expect(response.header("content-length")).toBe("5");
    });

    test.each([204, 304])("sends no length with status %i", async (status) => {
      const response = await ask({}, (request) => request.sendResp(status, [], ""));
      expect(response.status).toBe(status);
      expect(response.header("content-length")).toBeUndefined();
      expect(response.text).toBe("");
    });

    test("answers a handler that is asynchronous", async () => {
      const response = await ask({}, async (request) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        ok(request);
      });
      expect(response.text).toBe("ok");
    });

    test("answers 500 when the handler fails before sending", async () => {
      const sync = await ask({}, () => {
        throw new Error("expected by the suite");
      });
      expect([sync.status, sync.text]).toEqual([500, "Internal Server Error"]);
      const async = await ask({}, () => Promise.reject(new Error("expected by the suite")));
      expect(async.status).toBe(500);
    });

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
        expect((await ask({ method: "POST", body }, echo)).text).toBe(expected);
      });

      test("gives each read its time", async () => {
        const body = { pieces: ["na", "me", "=A", "da"], pause: 80 };
        const response = await ask({ method: "POST", body }, async (request) => {
          const result = await request.readBody({ ...limits, readLength: 2 });
          request.sendResp(200, [], result.status === "ok" ? result.body : `(${result.status})`);
        });
        expect(response.text).toBe("name=Ada");
      });

      test("there is nothing more of a body that was read", async () => {
        const response = await ask({ method: "POST", body: "name=Ada" }, async (request) => {
          await request.readBody(limits);
          const again = await request.readBody(limits);
          request.sendResp(
            200,
            [],
            again.status === "ok" ? `${again.body.length} left` : `(${again.status})`,
          );
        });
        expect(response.text).toBe("0 left");
      });

      test("reads nothing when there is no body", async () => {
        expect((await ask({ method: "GET" }, echo)).text).toBe("");
      });

      test("tells when the client goes away", async () => {
        let status: string | undefined;
        const settled = new Promise<void>((resolve) => {
          answer = async (request) => {
            status = (await request.readBody(limits)).status;
            request.sendResp(200, [], "");
            resolve();
          };
        });
        await server
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
        expect((await ask({ method: "POST", body }, collect)).text).toBe(expected);
      });

      test("gives at most readLength bytes at a time", async () => {
        const response = await ask({ method: "POST", body: "x".repeat(1000) }, async (request) => {
          const sizes = new Set<number>();
          for await (const chunk of request.bodyChunks({ ...limits, readLength: 300 }))
            sizes.add(chunk.length);
          request.sendResp(200, [], String(Math.max(...sizes)));
        });
        expect(response.text).toBe("300");
      });

      test.each([
        [1000, "timeout"],
        [1, "abcd"],
      ])("gives each read of %i bytes its time", async (readLength, expected) => {
        const body = { pieces: ["a", "b", "c", "d"], pause: 80 };
        const response = await ask({ method: "POST", body }, async (request) => {
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
        const response = await ask({ method: "POST", body }, async (request) => {
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
        const response = await ask(
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
        const response = await ask(
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
          answer = async (request) => {
            await collect(request).catch((reason: unknown) => {
              error = reason;
              request.sendResp(400, [], "");
            });
            resolve();
          };
        });
        await server
          .request({ method: "POST", body: { pieces: ["a", "b"], pause: 20, cut: true } })
          .catch(() => {});
        await settled;
        expect(error).toBeInstanceOf(BadRequestError);
      });
    });

    describe("sendFile", () => {
      const contents = encode("0123456789");
      test.each([
        [0, 10, "0123456789"],
        [0, Number.POSITIVE_INFINITY, "0123456789"],
        [3, 4, "3456"],
        [8, 100, "89"],
        [10, 5, ""],
      ])("sends from %i %i bytes", async (offset, length, expected) => {
        const path = server.file(contents);
        const response = await ask({}, (request) =>
          request.sendFile(206, [["x-a", "b"]], path, offset, length),
        );
        expect([response.status, response.text, response.header("x-a")]).toEqual([206, expected, "b"]);
        expect(response.header("content-length")).toBe(String(expected.length));
      });

      test("leaves the file out of a HEAD response", async () => {
        const path = server.file(contents);
        const response = await ask({ method: "HEAD" }, (request) => request.sendFile(200, [], path, 0, 10));
        expect([response.text, response.header("content-length")]).toEqual(["", "10"]);
      });

      test("sends an empty file and a large one", async () => {
        const empty = server.file(new Uint8Array());
        expect((await ask({}, (request) => request.sendFile(200, [], empty, 0, 0))).text).toBe("");
        const large = server.file(new Uint8Array(1_000_000).fill(65));
        const response = await ask({}, (request) => request.sendFile(200, [], large, 0, 1_000_000));
        expect(response.body.length).toBe(1_000_000);
        expect(response.body.every((byte) => byte === 65)).toBe(true);
      });

      test("rejects before anything is sent when there is no such file", async () => {
        const response = await ask({}, (request) =>
          request.sendFile(200, [], "/no/such/file", 0, 1).catch(() => request.sendResp(404, [], "gone")),
        );
        expect([response.status, response.text]).toEqual([404, "gone"]);
      });
    });

    describe("chunked responses", () => {
      const stream = async (request: HttpAdapter): Promise<void> => {
        request.sendChunked(200, [["content-type", "text/plain"]]);
        for (const piece of ["one ", encode("two "), "drei ü"]) expect(await request.chunk(piece)).toBe("ok");
        request.endChunked();
      };

      test("join to the body", async () => {
        const response = await ask({}, stream);
        expect([response.status, response.text]).toEqual([200, "one two drei ü"]);
        expect(response.header("content-length")).toBeUndefined();
      });

      test("have no body for HEAD", async () => {
        expect((await ask({ method: "HEAD" }, stream)).text).toBe("");
      });

      test("may be empty", async () => {
        const response = await ask({}, (request) => {
          request.sendChunked(200, []);
          request.endChunked();
        });
        expect([response.status, response.text]).toEqual([200, ""]);
      });

      test("carry much data, waiting for the client", async () => {
        const piece = new Uint8Array(64 * 1024).fill(66);
        const response = await ask({}, async (request) => {
          request.sendChunked(200, []);
          for (let i = 0; i < 50; i++) await request.chunk(piece);
          request.endChunked();
        });
        expect(response.body.length).toBe(50 * piece.length);
      });

      test("tell when the client has gone", async () => {
        if (server.abandon === undefined) return;
        let last: "ok" | "closed" = "ok";
        let finished = false;
        const settled = new Promise<void>((resolve) => {
          answer = async (request) => {
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
        await server.abandon({});
        await settled;
        expect(last).toBe("closed");
        expect(finished).toBe(true);
      });
    });

    describe("a response that is broken off", () => {
      test("is no whole one for the client", async () => {
        let finished = 0;
        const response = ask({}, async (request) => {
          request.onFinish(() => finished++);
          request.sendChunked(200, []);
          await request.chunk("half of");
          request.abort(new Error("expected"));
        });
        await expect(response).rejects.toThrow();
        await expect.poll(() => finished).toBe(1);
      });

      test("is 500 when it did not begin, and stays what it is when it was over", async () => {
        const failed = await ask({}, (request) => request.abort());
        expect([failed.status, failed.text]).toEqual([500, "Internal Server Error"]);
        const whole = await ask({}, (request) => {
          ok(request);
          request.abort();
        });
        expect([whole.status, whole.text]).toEqual([200, "ok"]);
      });
    });

    test("calls onFinish once, when the response is out", async () => {
      let calls = 0;
      let adapter: HttpAdapter | undefined;
      await ask({}, (request) => {
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
  });
}
