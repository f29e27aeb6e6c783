// Whether memory grows under mixed load: `node bench/memory.mjs [--minutes 10] [--connections 32]`. Exits with 1 when the heap that is
// left after a collection is more than a tenth larger in the last third of the run than in the first.
import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleFledge } from "./http/bundle.mjs";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    connections: { type: "string", default: "32" },
  },
});
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const bundle = here("../.bench/fledge_memory.mjs");
await bundleFledge(bundle);
const server = fork(bundle, { execArgv: ["--expose-gc"] });
const { port } = await new Promise((resolve) => server.once("message", resolve));
const generator = fork(here("http/load.mjs"));

const mix = [
  { path: "/text" },
  { path: "/api/users/42", accept: "application/json" },
  { path: "/page", accept: "text/html" },
  { path: "/r250/42" },
  { path: "/none/such" },
  // Each query and accept header is another one, as those that are remembered must not be remembered without end.
  { path: () => `/text?q=${Math.random()}`, accept: () => `text/x-${Math.random()}, */*` },
];
const samples = [];
let requests = 0;
const end = performance.now() + Number(values.minutes) * 60_000;
for (let i = 0; performance.now() < end; i++) {
  const { path, accept } = mix[i % mix.length];
  const made = (given) => (typeof given === "function" ? given() : given);
  const result = await ask(generator, {
    port,
    path: made(path),
    accept: made(accept),
    connections: Number(values.connections),
    milliseconds: 1000,
  });
  if (result.error) throw new Error(result.error);
  requests += result.requests;
  if (i % mix.length === mix.length - 1) samples.push(await ask(server, "memory"));
}
server.kill();
generator.kill();
rmSync(bundle, { force: true });

// The first samples see code being compiled and caches filled.
const settled = samples.slice(Math.min(2, Math.floor(samples.length / 4)));
const third = Math.max(1, Math.floor(settled.length / 3));
const median = (list, key) =>
  list.map((sample) => sample[key]).sort((a, b) => a - b)[Math.floor(list.length / 2)];
const [first, last] = [settled.slice(0, third), settled.slice(-third)];
const megabytes = (value) => `${(value / 1e6).toFixed(1)} MB`;
console.log(`${requests} requests in ${values.minutes} minutes, ${samples.length} samples`);
for (const key of ["heapUsed", "rss"])
  console.log(
    `${key}: ${megabytes(median(first, key))} in the first third, ${megabytes(median(last, key))} in the last`,
  );
process.exitCode = median(last, "heapUsed") > median(first, "heapUsed") * 1.1 ? 1 : 0;

function ask(child, message) {
  return new Promise((resolve) => {
    child.once("message", resolve);
    child.send(message);
  });
}
