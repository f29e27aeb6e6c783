// Brotli beside each file (`name.br`). Compressing PostgreSQL takes long, so results are kept by the hash of what went in.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

const cache = fileURLToPath(new URL("../../node_modules/.cache/fledge/brotli/", import.meta.url));

/** Writes `path.br` and returns its size in bytes. */
export function compress(path) {
  const contents = readFileSync(path);
  const kept = join(cache, createHash("sha256").update(contents).digest("hex"));
  if (!existsSync(kept)) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, brotli(contents));
  }
  copyFileSync(kept, `${path}.br`);
  return statSync(kept).size;
}

function brotli(contents) {
  return brotliCompressSync(contents, {
    params: {
      // The best quality needs half a minute for large files and gains them a few per cent.
      [constants.BROTLI_PARAM_QUALITY]: contents.length > 2 ** 20 ? 9 : 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: contents.length,
    },
  });
}
