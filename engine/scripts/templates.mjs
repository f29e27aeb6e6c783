// Puts the files that `fledge new` writes (templates/) into a module of strings, so that they are at hand in a worker too.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../templates/new/", import.meta.url);
const target = new URL("../src/generators/generated/new_templates.ts", import.meta.url);
const binary = /\.(ico|png|jpg|woff2)$/;

const paths = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) =>
    `${entry.parentPath}/${entry.name}`
      .replaceAll("\\", "/")
      .slice(fileURLToPath(root).length)
      .replace(/^\//, ""),
  )
  .sort();

const entry = (path, encoding) =>
  `  ${JSON.stringify(path)}: ${JSON.stringify(readFileSync(new URL(path, root), encoding))},\n`;
const record = (name, doc, encoding, chosen) =>
  `/** ${doc} */\nexport const ${name}: Readonly<Record<string, string>> = {\n${chosen.map((path) => entry(path, encoding)).join("")}};\n`;

const source = [
  "// Written by scripts/templates.mjs from templates/new; change the files there.\n",
  record(
    "newTextTemplates",
    "Path → template.",
    "utf8",
    paths.filter((path) => !binary.test(path)),
  ),
  record(
    "newBinaryFiles",
    "Path → contents in base64.",
    "base64",
    paths.filter((path) => binary.test(path)),
  ),
].join("\n");

if (process.argv.includes("--print")) {
  process.stdout.write(source);
} else {
  mkdirSync(new URL(".", target), { recursive: true });
  writeFileSync(target, source);
}
