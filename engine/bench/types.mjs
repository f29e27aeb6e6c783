// What checking an application's links costs: `node bench/types.mjs`. 500 calls of `path` are type-checked against a router of 5 routes
// and against one of 500. Exits with 1 when the second takes more than two seconds longer.
import { checkLinks } from "./links.mjs";

const costs = { 5: [], 500: [] };
for (let round = 0; round < 3; round++) for (const count of [5, 500]) costs[count].push(checkLinks(count));

const median = (list, key) => list.map((run) => run[key]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
for (const [count, runs] of Object.entries(costs))
  console.log(
    `${count} routes: ${median(runs, "seconds").toFixed(2)} s, ${median(runs, "instantiations")} instantiations`,
  );
process.exitCode = median(costs[500], "seconds") - median(costs[5], "seconds") > 2 ? 1 : 0;
