import { describe, expect, test } from "vitest";
import { encode, type Served } from "./contract.fixture.ts";

/** How files are sent. */
export function describeFiles(served: Served): void {
  describe("sendFile", () => {
    const contents = encode("0123456789");
    test.each([
      [0, 10, "0123456789"],
      [0, Number.POSITIVE_INFINITY, "0123456789"],
      [3, 4, "3456"],
      [8, 100, "89"],
      [10, 5, ""],
    ])("sends from %i %i bytes", async (offset, length, expected) => {
      const path = served.server.file(contents);
      const response = await served.ask({}, (request) =>
        request.sendFile(206, [["x-a", "b"]], path, offset, length),
      );
      expect([response.status, response.text, response.header("x-a")]).toEqual([206, expected, "b"]);
      expect(response.header("content-length")).toBe(String(expected.length));
    });

    test("leaves the file out of a HEAD response", async () => {
      const path = served.server.file(contents);
      const response = await served.ask({ method: "HEAD" }, (request) =>
        request.sendFile(200, [], path, 0, 10),
      );
      expect([response.text, response.header("content-length")]).toEqual(["", "10"]);
    });

    test("sends an empty file and a large one", async () => {
      const empty = served.server.file(new Uint8Array());
      expect((await served.ask({}, (request) => request.sendFile(200, [], empty, 0, 0))).text).toBe("");
      const large = served.server.file(new Uint8Array(1_000_000).fill(65));
      const response = await served.ask({}, (request) => request.sendFile(200, [], large, 0, 1_000_000));
      expect(response.body.length).toBe(1_000_000);
      expect(response.body.every((byte) => byte === 65)).toBe(true);
    });

    test("rejects before anything is sent when there is no such file", async () => {
      const response = await served.ask({}, (request) =>
        request.sendFile(200, [], "/no/such/file", 0, 1).catch(() => request.sendResp(404, [], "gone")),
      );
      expect([response.status, response.text]).toEqual([404, "gone"]);
    });
  });
}
