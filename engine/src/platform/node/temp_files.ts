import { randomBytes } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TempFile, TempFiles } from "../temp_files.ts";

/**
 * Temporary files in a folder of this process under the system's own.
 *
 * @param parent folder to make it in
 */
export function nodeTempFiles(parent = tmpdir()): TempFiles {
  let folder: string | undefined;
  return {
    async create(): Promise<TempFile> {
      // mkdtemp makes a folder that only this user may enter.
      folder ??= mkdtempSync(join(parent, "fledge-"));
      const path = join(folder, `multipart-${randomBytes(15).toString("base64url")}`);
      const file = await open(path, "wx", 0o600);
      let isOpen = true;
      const close = async (): Promise<void> => {
        if (isOpen) {
          isOpen = false;
          await file.close();
        }
      };
      return {
        path,
        async write(bytes) {
          await file.writeFile(bytes);
        },
        close,
        async remove() {
          await close();
          await rm(path, { force: true });
        },
      };
    },
  };
}
