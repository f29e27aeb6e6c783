// Builds what the preview's origin serves, sandboxes/generated/preview, and the script of the app's pages that opens it early.
// `node sandboxes/build.mjs`
import { fileURLToPath } from "node:url";
import { buildEarlyBridge, buildPreview } from "./build/preview.mjs";

const output = fileURLToPath(new URL("generated/preview/", import.meta.url));
await buildEarlyBridge(fileURLToPath(new URL("../public/generated/early_bridge.js", import.meta.url)));
const { files, bytes } = await buildPreview({ output });
console.log(`preview origin: ${files} files, ${(bytes / 1e6).toFixed(2)} MB as brotli`);
