// Builds all that is served, in the order in which the parts need each other. A part whose sources did not change is kept.
import { mkdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { install, mustRun, root, step } from "./lib.mjs";

export async function build({ force = false } = {}) {
  await install();
  const node = process.execPath;
  const engine = [
    "engine/src",
    "engine/templates",
    "engine/scripts",
    "engine/package.json",
    "package-lock.json",
  ];
  const sandbox = ["sandboxes", "content", ...engine];

  await step(
    "engine",
    { label: "Framework", inputs: engine, outputs: ["engine/dist/router/index.js"], force },
    () => mustRun("The framework's build", node, ["engine/scripts/build.mjs"]),
  );
  await step(
    "package",
    { label: "Framework package", inputs: engine, outputs: ["public/generated/fledge.tgz"], force },
    async () => {
      const folder = join(root, "public", "generated");
      mkdirSync(folder, { recursive: true });
      await mustRun(
        "npm pack",
        "npm",
        ["pack", "--silent", "-w", "engine", "--ignore-scripts", "--pack-destination", folder],
        {
          stdio: ["ignore", "ignore", "inherit"],
        },
      );
      renameSync(join(folder, "fledge-0.1.0.tgz"), join(folder, "fledge.tgz"));
    },
  );
  await step(
    "types",
    {
      label: "Types for the editor",
      inputs: ["scripts/build_types.mjs", ...engine],
      outputs: ["public/generated/types.json"],
      force,
    },
    () => mustRun("The build of the editor's types", node, ["scripts/build_types.mjs"]),
  );
  await step(
    "content",
    { label: "Guides", inputs: ["content", ...engine], outputs: ["public/generated/guides"], force },
    () => mustRun("The guides' build", node, ["content/build.mjs"]),
  );
  await step(
    "sandboxes",
    {
      label: "Sandbox",
      inputs: sandbox,
      outputs: ["sandboxes/generated", "public/generated/early_bridge.js"],
      force,
    },
    () => mustRun("The sandbox's build", node, ["sandboxes/build.mjs"]),
  );
  await step(
    "app",
    {
      label: "Playground",
      inputs: ["app", "public/generated", "public", "next.config.ts", ...sandbox],
      outputs: ["out/index.html"],
      force,
    },
    async () => {
      await mustRun("next build", node, ["node_modules/next/dist/bin/next", "build"]);
      await mustRun("The app's finish", node, ["sandboxes/build_app.mjs"]);
    },
  );
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  await build({ force: process.argv.includes("--force") });
}
