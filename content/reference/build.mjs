// Builds the reference: `content/generated/reference/` from the doc comments of the framework's sources.
import { fileURLToPath } from "node:url";
import { fail, importBundled, root } from "../run_build.mjs";

/** Writes the data of the app's reference pages; rejects with a `GuideError` for a doc comment that is missing or wrong. */
export async function buildReference() {
  const reference = await importBundled("content/reference/main.ts", "build_reference");
  await reference.buildReference(root);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildReference().catch(fail);
