// What a page costs to render, side by side with peers: `node bench/rendering.mjs [--passes 5] [--only fledge,eta]`.
// CPU time a render; each figure comes from a process of its own, candidates take turns, ratios are to strings put together by hand.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import { parse } from "parse5";

const { values } = parseArgs({
  options: { passes: { type: "string", default: "5" }, only: { type: "string" } },
});
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here("../.bench/rendering/");
mkdirSync(out, { recursive: true });

/** JSX engines: where their runtime is, how the pages' source is adapted to them, and what makes a string of the result. */
const engines = {
  fledge: {
    render:
      'import { renderToString } from "fledge/component"; const render = (html) => renderToString(html);',
  },
  kita: {
    source: "@kitajs/html",
    text: (expression) => `escapeHtml(${expression})`,
    imports: 'import { escapeHtml } from "@kitajs/html";',
    render: "const render = (html) => html;",
  },
  preact: {
    source: "preact",
    render: 'import { renderToString as render } from "preact-render-to-string";',
  },
  react: {
    source: "react",
    adapt: (source) => source.replaceAll("class=", "className="),
    render: 'import { renderToStaticMarkup as render } from "react-dom/server";',
  },
  hono: {
    source: "hono/jsx",
    render: "const render = (html) => html.toString();",
  },
};

const files = { concat: here("rendering/concat.mjs"), eta: here("rendering/eta.mjs") };
const compileTemplates = await templateCompiler();
for (const [name, engine] of Object.entries(engines)) files[name] = await bundle(name, engine);
const chosen = values.only?.split(",") ?? Object.keys(files);
const names = ["concat", ...chosen.filter((name) => name !== "concat")];

await checkPages();
for (const workload of ["table", "page"]) report(workload, measure(workload));

/** Fledge's own compiler, as the engine has it. */
async function templateCompiler() {
  const outfile = `${out}compiler.mjs`;
  await build({
    entryPoints: [here("../src/code/template_compiler.ts")],
    bundle: true,
    platform: "node",
    format: "esm",
    conditions: ["fledge-source"],
    outfile,
    logLevel: "error",
  });
  return (await import(pathToFileURL(outfile).href)).compileTemplates;
}

/** The pages for one engine as one file of JavaScript, as it runs in production. */
async function bundle(
  name,
  { source, text = (expression) => expression, imports = "", adapt = (code) => code, render },
) {
  let pages = adapt(readFileSync(here("rendering/pages.jsx"), "utf8")).replace(
    /\$text\(([^()]*)\)/g,
    (_, expression) => text(expression),
  );
  if (name === "fledge") pages = compileTemplates("pages.jsx", pages).code;
  const entry = `${imports}\n${render}\n${pages}\n
export const table = (rows) => render(${name === "fledge" ? "Table({ rows })" : "<Table rows={rows} />"});
export const page = (data) => render(${name === "fledge" ? "Page(data)" : "<Page {...data} />"});\n`;
  const outfile = `${out}${name}.mjs`;
  writeFileSync(`${out}${name}.entry.jsx`, entry);
  await build({
    stdin: { contents: entry, loader: "jsx", resolveDir: here("."), sourcefile: `${name}.jsx` },
    bundle: true,
    platform: "node",
    format: "esm",
    minifySyntax: true,
    define: { "process.env.NODE_ENV": '"production"' },
    conditions: ["fledge-source"],
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    jsx: "automatic",
    jsxImportSource: source ?? "fledge",
    outfile,
    logLevel: "error",
  });
  return outfile;
}

/** All must make the same page, or the comparison says nothing. */
async function checkPages() {
  const data = await import("./rendering/data.mjs");
  for (const [workload, input] of [
    ["table", data.rows],
    ["page", data.page],
  ]) {
    let expected;
    for (const name of names) {
      const candidate = await import(pathToFileURL(files[name]).href);
      const tree = JSON.stringify(outline(parse(String(candidate[workload](input))).childNodes));
      expected ??= tree;
      if (tree !== expected) throw new Error(`${name} renders another ${workload} than ${names[0]}`);
    }
  }
}

function outline(nodes) {
  return nodes
    .filter(({ nodeName }) => nodeName !== "#documentType")
    .map((node) =>
      node.nodeName === "#text"
        ? node.value
        : [
            node.nodeName,
            Object.fromEntries((node.attrs ?? []).map((a) => [a.name, a.value]).sort()),
            outline(node.childNodes),
          ],
    );
}

/** Name → microseconds a render, one entry a pass. */
function measure(workload) {
  const costs = new Map(names.map((name) => [name, []]));
  for (let pass = 0; pass < Number(values.passes); pass++) {
    for (const name of names) {
      const text = execFileSync(process.execPath, [here("rendering/measure.mjs"), files[name], workload], {
        encoding: "utf8",
        env: { ...process.env, NODE_ENV: "production" },
      });
      costs.get(name).push(Number(text));
    }
  }
  return costs;
}

function report(workload, costs) {
  const base = median(costs.get("concat"));
  console.log(
    `\n${workload === "table" ? "Table of 1000 rows" : "Small page: layout and four components"}\n`,
  );
  console.log("| | µs a render | ratio to concat | range |\n| --- | --- | --- | --- |");
  for (const [name, list] of [...costs].sort(([, a], [, b]) => median(a) - median(b))) {
    const ratio = (value) => (value / base).toFixed(2);
    console.log(
      `| ${name} | ${median(list).toPrecision(3)} | ${ratio(median(list))} | ${ratio(Math.min(...list))}–${ratio(Math.max(...list))} |`,
    );
  }
}

function median(list) {
  const sorted = [...list].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
