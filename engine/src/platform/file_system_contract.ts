import { describe, expect, test } from "vitest";
import { FileNotFoundError, type FileSystem } from "./file_system.ts";

/**
 * What every `FileSystem` does alike.
 *
 * @param name of the implementation
 * @param make gives a file system and an empty, existing folder in it
 */
export function fileSystemContract(name: string, make: () => { fs: FileSystem; root: string }): void {
  describe(`${name} as a FileSystem`, () => {
    test("gives back what was written, as text and as bytes", () => {
      const { fs, root } = make();
      fs.write(`${root}/a/b/c.txt`, "grüße 🐣\r\n");
      expect(fs.readText(`${root}/a/b/c.txt`)).toBe("grüße 🐣\r\n");
      expect(fs.readBytes(`${root}/a/b/c.txt`)).toEqual(new TextEncoder().encode("grüße 🐣\r\n"));
      fs.write(`${root}/bytes`, new Uint8Array([0, 255, 128]));
      expect(fs.readBytes(`${root}/bytes`)).toEqual(new Uint8Array([0, 255, 128]));
    });

    test("keeps no tie to the bytes that it was given or that it gave", () => {
      const { fs, root } = make();
      const bytes = new Uint8Array([1, 2, 3]);
      fs.write(`${root}/bytes`, bytes);
      bytes[0] = 9;
      fs.readBytes(`${root}/bytes`)[1] = 9;
      expect(fs.readBytes(`${root}/bytes`)).toEqual(new Uint8Array([1, 2, 3]));
    });

    test("keeps a byte order mark", () => {
      const { fs, root } = make();
      fs.write(`${root}/bom`, "\uFEFFa");
      expect(fs.readText(`${root}/bom`)).toBe("\uFEFFa");
    });

    test("overwrites", () => {
      const { fs, root } = make();
      fs.write(`${root}/a`, "one, longer");
      fs.write(`${root}/a`, "two");
      expect(fs.readText(`${root}/a`)).toBe("two");
      expect(fs.stat(`${root}/a`)?.size).toBe(3);
    });

    test("a missing file throws FileNotFoundError, a folder read as a file another error", () => {
      const { fs, root } = make();
      fs.write(`${root}/a/file`, "");
      expect(() => fs.readText(`${root}/none`)).toThrow(FileNotFoundError);
      expect(() => fs.readBytes(`${root}/none/deep`)).toThrow(FileNotFoundError);
      expect(() => fs.readText(`${root}/a/file/below`)).toThrow(FileNotFoundError);
      expect(() => fs.readText(`${root}/a`)).toThrow(/folder/);
    });

    test("a folder cannot be overwritten by a file, nor a file by a folder", () => {
      const { fs, root } = make();
      fs.write(`${root}/a/file`, "kept");
      expect(() => fs.write(`${root}/a`, "")).toThrow();
      expect(() => fs.write(`${root}/a/file/b`, "")).toThrow();
      expect(() => fs.mkdir(`${root}/a/file`)).toThrow();
      expect(fs.readText(`${root}/a/file`)).toBe("kept");
    });

    test("stat tells files from folders", () => {
      const { fs, root } = make();
      fs.write(`${root}/a/file`, "äb");
      expect(fs.stat(`${root}/a/file`)).toMatchObject({ kind: "file", size: 3 });
      expect(fs.stat(`${root}/a`)).toMatchObject({ kind: "directory", size: 0 });
      expect(fs.stat(`${root}/a/file`)!.mtimeMs).toBeGreaterThan(Date.now() - 60_000);
      expect(fs.stat(`${root}/none`)).toBeUndefined();
      expect(fs.stat(`${root}/${"x".repeat(5000)}`)).toBeUndefined();
      expect([fs.exists(`${root}/a`), fs.exists(`${root}/a/file`), fs.exists(`${root}/b`)]).toEqual([
        true,
        true,
        false,
      ]);
    });

    test("lists a folder sorted, and nothing for what is no folder", () => {
      const { fs, root } = make();
      for (const path of ["b", "a/2", "a/1/x", "ab/c", "c.ts"]) fs.write(`${root}/${path}`, "");
      fs.mkdir(`${root}/empty/inner`);
      expect(fs.list(root)).toEqual(["a", "ab", "b", "c.ts", "empty"]);
      expect(fs.list(`${root}/a`)).toEqual(["1", "2"]);
      expect(fs.list(`${root}/empty`)).toEqual(["inner"]);
      expect(fs.list(`${root}/none`)).toEqual([]);
      expect(fs.list(`${root}/b`)).toEqual([]);
    });

    test("walks files below a folder, sorted, without node_modules, .git and .fledge", () => {
      const { fs, root } = make();
      const paths = ["z", "lib/a.ts", "lib/a/b.ts", "node_modules/p/i.js", "lib/node_modules/x", ".git/HEAD"];
      for (const path of [...paths, ".fledge/pglite/x", ".gitignore"]) fs.write(`${root}/${path}`, "");
      fs.mkdir(`${root}/empty`);
      expect(fs.walk(root)).toEqual([".gitignore", "lib/a.ts", "lib/a/b.ts", "z"]);
      expect(fs.walk(`${root}/lib`)).toEqual(["a.ts", "a/b.ts"]);
      expect(fs.walk(`${root}/none`)).toEqual([]);
    });

    test("removes files and whole folders, and takes a missing one calmly", () => {
      const { fs, root } = make();
      for (const path of ["a/1", "a/b/2", "ab"]) fs.write(`${root}/${path}`, "");
      fs.remove(`${root}/a`);
      fs.remove(`${root}/none`);
      expect(fs.list(root)).toEqual(["ab"]);
      fs.remove(`${root}/ab`);
      expect(fs.list(root)).toEqual([]);
      expect(fs.exists(root)).toBe(true);
    });

    test("copies files, over others too, and into folders that are not there yet", () => {
      const { fs, root } = make();
      fs.write(`${root}/a`, "one");
      fs.write(`${root}/b`, "longer than one");
      fs.copy(`${root}/a`, `${root}/b`);
      fs.copy(`${root}/a`, `${root}/new/place`);
      fs.copy(`${root}/a`, `${root}/a`);
      fs.write(`${root}/a`, "changed");
      expect([fs.readText(`${root}/b`), fs.readText(`${root}/new/place`)]).toEqual(["one", "one"]);
    });

    test("refuses copies of what is no file, and over folders", () => {
      const { fs, root } = make();
      fs.write(`${root}/dir/inner`, "kept");
      fs.write(`${root}/file`, "file");
      expect(() => fs.copy(`${root}/none`, `${root}/x`)).toThrow(FileNotFoundError);
      expect(() => fs.copy(`${root}/dir`, `${root}/x`)).toThrow(/folder/);
      expect(() => fs.copy(`${root}/file`, `${root}/dir`)).toThrow();
      expect(fs.readText(`${root}/dir/inner`)).toBe("kept");
    });

    test("renames files over files, and folders with what they hold", () => {
      const { fs, root } = make();
      fs.write(`${root}/a`, "new");
      fs.write(`${root}/b`, "old");
      fs.rename(`${root}/a`, `${root}/b`);
      expect([fs.exists(`${root}/a`), fs.readText(`${root}/b`)]).toEqual([false, "new"]);
      fs.write(`${root}/dir/x/y`, "deep");
      fs.rename(`${root}/dir`, `${root}/new/place`);
      expect(fs.readText(`${root}/new/place/x/y`)).toBe("deep");
      expect(fs.exists(`${root}/dir`)).toBe(false);
    });

    test("refuses renames that would lose something", () => {
      const { fs, root } = make();
      fs.write(`${root}/file`, "kept");
      fs.write(`${root}/dir/inner`, "kept");
      fs.mkdir(`${root}/empty`);
      expect(() => fs.rename(`${root}/none`, `${root}/x`)).toThrow(FileNotFoundError);
      expect(() => fs.rename(`${root}/file`, `${root}/empty`)).toThrow();
      expect(() => fs.rename(`${root}/dir`, `${root}/file`)).toThrow();
      expect(() => fs.rename(`${root}/dir`, `${root}/dir/inside`)).toThrow();
      fs.rename(`${root}/file`, `${root}/file`);
      expect([fs.readText(`${root}/file`), fs.readText(`${root}/dir/inner`)]).toEqual(["kept", "kept"]);
    });

    test("refuses relative paths", () => {
      const { fs } = make();
      expect(() => fs.readText("a")).toThrow(/absolute/);
      expect(() => fs.write("a", "")).toThrow(/absolute/);
      expect(() => fs.remove("a")).toThrow(/absolute/);
    });
  });
}
