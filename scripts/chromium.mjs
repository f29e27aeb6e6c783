// Finds a Chromium for the browser tests, and installs one where the machine has a way to.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { run } from "./lib.mjs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Path of a Chromium: `CHROMIUM_PATH`, the system's, or the one that Playwright downloaded. */
export async function findChromium() {
  if (process.env.CHROMIUM_PATH) return process.env.CHROMIUM_PATH;
  const system = places.find((path) => existsSync(path));
  if (system) return system;
  const { chromium } = await import("playwright-core");
  const own = chromium.executablePath();
  return own && existsSync(own) ? own : undefined;
}

/** Installs Chromium from Debian's packages, or Playwright's own build elsewhere. */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  console.log("Installing Chromium for the browser tests …");
  const apt = spawnSync("apt-get", ["--version"]).status === 0 && process.getuid?.() === 0;
  if (apt) {
    await run("apt-get", ["update", "-qq"], { stdio: "ignore" });
    await run("apt-get", ["install", "-y", "-qq", "chromium"], { stdio: ["ignore", "ignore", "inherit"] });
  } else {
    await run(process.execPath, ["node_modules/playwright-core/cli.js", "install", "chromium"]);
  }
  const installed = await findChromium();
  if (!installed) {
    console.error(
      "No Chromium was found and none could be installed. Install one (Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium) or set CHROMIUM_PATH.",
    );
    process.exit(1);
  }
  return installed;
}
