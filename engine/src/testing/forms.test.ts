import { describe, expect } from "vitest";
import { InvalidPathError } from "../conn/errors.ts";
import { Upload } from "../conn/upload.ts";
import { controller } from "../controller/index.ts";
import { endpoint } from "../endpoint/index.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import type { Platform } from "../platform/platform.ts";
import { parsers } from "../plug/parsers.ts";
import { staticFiles } from "../plug/static_files.ts";
import { Router } from "../router/router.ts";
import { assertErrorSent, connCase, get, jsonResponse, post, provideTestContext, response } from "./index.ts";

const fs = new MemoryFileSystem({ "/hello/test/fixtures/cat.txt": "purr" });
provideTestContext(() => ({
  env: "test",
  root: "/hello",
  config: { endpoint: { secretKeyBase: "s".repeat(64) } },
  platform: { name: "node", fs } as unknown as Platform,
}));

let seen: Upload | undefined;
const PhotoController = controller(
  {},
  {
    async create(conn, { photo, to, title }) {
      if (!(photo instanceof Upload)) return conn.json({ photo: photo ?? null, title });
      seen = photo;
      const { filename, contentType } = photo;
      const saved = await conn.saveUpload(photo, typeof to === "string" ? to : "priv/uploads/cat.txt");
      return conn.json({ filename, contentType, title, saved });
    },
  },
);
const router = new Router();
router.scope("/", {}, (r) => {
  r.post("/photos", PhotoController, "create");
});
const Endpoint = endpoint({ otpApp: "hello" })
  .plug(staticFiles({ at: "/uploads", from: "priv/uploads" }))
  .plug(parsers({ parsers: ["urlencoded", "multipart", "json"], length: 10_000 }))
  .plug(router);
const test = connCase({ application: { id: "hello", start: (c) => Endpoint.start(c) }, endpoint: Endpoint });

function form(file: File, fields: Record<string, string> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);
  data.set("photo", file);
  return data;
}

describe("a form with a file", () => {
  test("goes through the parsers, as a browser sends it", async ({ conn }) => {
    const file = new File(["miau"], "cät.txt", { type: "text/plain" });
    conn = await post(conn, "/photos", form(file, { title: "Ünal" }));
    expect(jsonResponse(conn, 200)).toEqual({
      filename: "cät.txt",
      contentType: "text/plain",
      title: "Ünal",
      saved: "/hello/priv/uploads/cat.txt",
    });
    expect(fs.exists(seen!.path)).toBe(false);
    expect(fs.readText("/hello/priv/uploads/cat.txt")).toBe("miau");
  });

  test("a saved file can be asked for", async ({ conn }) => {
    conn = await post(conn, "/photos", form(new File(["served"], "a.txt", { type: "text/plain" })));
    expect(response(await get(conn, "/uploads/cat.txt"), 200)).toBe("served");
  });

  test("an input left empty brings nothing", async ({ conn }) => {
    conn = await post(conn, "/photos", form(new File([], ""), { title: "none" }));
    expect(jsonResponse(conn, 200)).toEqual({ photo: null, title: "none" });
  });

  test("is refused when it is too large", async ({ conn }) => {
    const large = form(new File(["x".repeat(20_000)], "a.txt"));
    await assertErrorSent(413, () => post(conn, "/photos", large));
  });

  test("leaves no header for the next request", async ({ conn }) => {
    await post(conn, "/photos", form(new File(["a"], "a.txt")));
    expect(conn.getReqHeader("content-type")).toBeUndefined();
  });
});

describe("saveUpload", () => {
  test("takes an upload that a test made, by its path in the project", async ({ conn }) => {
    const photo = new Upload("cat.txt", "text/plain", "test/fixtures/cat.txt");
    conn = await post(conn, "/photos", { photo, to: "/media/1-cover.txt" });
    expect(jsonResponse(conn, 200).saved).toBe("/media/1-cover.txt");
    expect(fs.readText("/media/1-cover.txt")).toBe("purr");
  });

  test.for(["priv/uploads/../../lib/hello.ts", "..\\x", "priv/a\0.png"])(
    "refuses %j",
    async (to, { conn }) => {
      const photo = new Upload("cat.txt", "text/plain", "test/fixtures/cat.txt");
      const request = () => post(conn, "/photos", { photo, to });
      await assertErrorSent(400, request);
      await expect(request()).rejects.toThrow(InvalidPathError);
    },
  );
});
