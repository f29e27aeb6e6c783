import { crypto } from "#crypto";
import type { FileSystem } from "./file_system.ts";

/** A file being written that goes away again. */
export interface TempFile {
  readonly path: string;
  write(bytes: Uint8Array): void | Promise<void>;
  close(): void | Promise<void>;
  /** Removes it; does nothing when it was moved away. */
  remove(): void | Promise<void>;
}

/** Makes temporary files with names that nobody can guess. */
export interface TempFiles {
  create(): TempFile | Promise<TempFile>;
}

/**
 * Temporary files on a file system of the engine; for places without a temporary folder of their own. The bytes are written when the
 * file is closed.
 *
 * @param folder absolute path that they are put under
 */
export function tempFilesOn(fs: FileSystem, folder = "/tmp/fledge-uploads"): TempFiles {
  return {
    create() {
      const path = `${folder}/multipart-${crypto.encodeBase64Url(crypto.randomBytes(15))}`;
      const chunks: Uint8Array[] = [];
      return {
        path,
        write(bytes) {
          chunks.push(bytes.slice());
        },
        close() {
          const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
          let offset = 0;
          for (const chunk of chunks) {
            whole.set(chunk, offset);
            offset += chunk.length;
          }
          chunks.length = 0;
          fs.write(path, whole);
        },
        remove() {
          fs.remove(path);
        },
      };
    },
  };
}
