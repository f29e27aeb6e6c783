// PGlite's package of files, without the ones that only making a cluster or building extensions needs: a quarter of its weight.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const unneeded = [
  /\/pgxs\//,
  /\/share\/postgresql\/[\w.]+\.(bki|sample|sql)$/,
  /\/share\/postgresql\/(errcodes|sql_features)\.txt$/,
  /\/lib\/postgresql\/(libpqwalreceiver|pgoutput)\.so$/,
];

/**
 * `pglite.data` of the package in `folder`. Places of files are written into PGlite's own script, so that unneeded ones cannot be
 * taken out; they are overwritten with zeros, which compress to nothing.
 */
export function pgliteData(folder) {
  const data = readFileSync(join(folder, "pglite.data"));
  const scripts = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const script = scripts
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .find((text) => text.includes("postgres.bki"));
  const places = [...(script ?? "").matchAll(/\{filename:"([^"]+)",start:(\d+),end:(\d+)/g)];
  if (places.length === 0)
    throw new Error("PGlite no longer says where its files are: look for postgres.bki in its scripts");
  for (const [, name, start, end] of places) {
    if (unneeded.some((pattern) => pattern.test(name))) data.fill(0, Number(start), Number(end));
  }
  return data;
}
