// `npm start`: installs, builds what changed, and serves the playground.
import { build } from "./build.mjs";
import { mustRun } from "./lib.mjs";

await build();
await mustRun("The server", process.execPath, ["sandboxes/server.mjs"]);
