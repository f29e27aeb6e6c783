// What checking an application's links costs: `node bench/types.mjs`. 500 calls of `path` are type-checked against a router of 5 routes
// and against one of 500. Exits with 1 when the second takes more than two seconds longer.
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../.bench/types", import.meta.url));
const tsc = createRequire(import.meta.url).resolve("typescript/bin/tsc");
mkdirSync(folder, { recursive: true });

const costs = { 5: [], 500: [] };
for (let round = 0; round < 3; round++) for (const count of [5, 500]) costs[count].push(check(count));
rmSync(folder, { recursive: true, force: true });

const median = (list, key) => list.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
for (const [count, runs] of Object.entries(costs))
  console.log(
    `${count} routes: ${median(runs, "seconds").toFixed(2)} s, ${median(runs, "instantiations")} instantiations`,
  );
process.exitCode = median(costs[500], "seconds") - median(costs[5], "seconds") > 2 ? 1 : 0;

function check(count) {
  const route = (i) => `"/scope${i % 20}/things${i}/:thing_id/parts/:id"`;
  const routes = Array.from({ length: count }, (_, i) => `  ${route(i)}: { thing_id: Param; id: Param };`);
  const links = Array.from(
    { length: 500 },
    (_, i) => `path(${route(i % count)}, { thing_id: ${i}, id: "x" });`,
  );
  const file = `${folder}/routes_${count}.ts`;
  writeFileSync(
    file,
    `import { type Param, verifiedRoutes } from "../../src/verified_routes/index.ts";
interface Routes {
${routes.join("\n")}
}
const { path } = verifiedRoutes<Routes>({ otpApp: "hello" });
${links.join("\n")}
`,
  );
  const settings = `${folder}/tsconfig_${count}.json`;
  const compilerOptions = { noEmit: true, composite: false, incremental: false };
  writeFileSync(
    settings,
    JSON.stringify({ extends: "../../tsconfig.json", include: [file], compilerOptions }),
  );
  const output = execFileSync(process.execPath, [tsc, "-p", settings, "--extendedDiagnostics"], {
    encoding: "utf8",
  });
  return {
    seconds: Number(/Check time:\s+([\d.]+)s/.exec(output)[1]),
    instantiations: Number(/Instantiations:\s+(\d+)/.exec(output)[1]),
  };
}
