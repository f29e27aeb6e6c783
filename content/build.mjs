// Builds the guides and the reference: `public/generated/guides/` for the browser, `content/generated/` for the app. Needs the
// engine's build.
import { buildReference } from "./reference/build.mjs";
import { fail, importBundled, root } from "./run_build.mjs";

const { buildGuides } = await importBundled("content/build/main.ts", "build_guides");
try {
  await buildGuides(root);
  await buildReference();
  // A database of a captured command may still have timers; nothing is left to do.
  process.exit(0);
} catch (error) {
  fail(error);
}
