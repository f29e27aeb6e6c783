import { describe, expect, test } from "vitest";
import { describeHttpAdapter } from "./adapter_contract.ts";
import { streamOf } from "./contract.fixture.ts";
import { TestAdapter } from "./test_adapter.ts";

describeHttpAdapter("in memory", async (handler) => {
  const files = new Map<string, Uint8Array>();
  return {
    async request({ method, target, headers, body }) {
      const adapter = new TestAdapter({
        method,
        target,
        headers,
        body: typeof body === "object" && "pieces" in body ? streamOf(body) : body,
        readFile(path) {
          const contents = files.get(path);
          if (contents === undefined) throw new Error(`no such file: ${path}`);
          return contents;
        },
      });
      await adapter.run(handler);
      if (adapter.aborted) throw new Error("the response was broken off");
      return { status: adapter.status!, headers: adapter.respHeaders, body: adapter.respBody };
    },
    file(contents) {
      const path = `/file-${files.size}`;
      files.set(path, contents);
      return path;
    },
    async stop() {},
  };
});

describe("TestAdapter", () => {
  test("keeps the path of a file that it cannot read", async () => {
    const adapter = new TestAdapter();
    await adapter.sendFile(200, [], "/tmp/a.txt", 0, 3);
    expect(adapter.file).toEqual({ path: "/tmp/a.txt", offset: 0, length: 3 });
    expect(adapter.finished).toBe(true);
  });

  test("keeps chunks apart", () => {
    const adapter = new TestAdapter();
    adapter.sendChunked(200, []);
    adapter.chunk("a");
    adapter.chunk("b");
    expect(adapter.chunks).toHaveLength(2);
    expect(adapter.text).toBe("ab");
    adapter.closed = true;
    expect(adapter.chunk("c")).toBe("closed");
  });

  test("refuses a second response", () => {
    const adapter = new TestAdapter();
    adapter.sendResp(200, [], "");
    expect(() => adapter.sendResp(200, [], "")).toThrow("second response");
  });
});
