// A fresh PostgreSQL cluster as a tar, so that no visitor's browser has to make one.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PGlite } from "@electric-sql/pglite";

const cache = fileURLToPath(new URL("../../node_modules/.cache/fledge/", import.meta.url));

/** The tar's bytes; made once for each version of PGlite. */
export async function snapshot() {
  const manifest = join(
    dirname(createRequire(import.meta.url).resolve("@electric-sql/pglite")),
    "../package.json",
  );
  const { version } = JSON.parse(readFileSync(manifest, "utf8"));
  const kept = join(cache, `snapshot-${version}.tar`);
  if (!existsSync(kept)) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(kept, await make());
  }
  return readFileSync(kept);
}

async function make() {
  // Small segments of the write-ahead log: the usual 16 MB would be mostly zeros.
  const pg = await PGlite.create({ initDbStartParams: ["--wal-segsize=1"] });
  // Nobody connects to the template databases, and they are two thirds of the cluster.
  for (const name of ["template0", "template1"]) {
    await pg.exec(`update pg_database set datistemplate = false where datname = '${name}'`);
    await pg.exec(`drop database ${name}`);
  }
  await pg.exec("checkpoint");
  const tar = await pg.dumpDataDir("none");
  await pg.close();
  return Buffer.from(await tar.arrayBuffer());
}
