// What a request costs the server, side by side with peers: `node bench/http.mjs [--routes text,json] [--servers node,fledge] [--rounds 5] [--seconds 1.5]`.
// `fledge-5` is Fledge with 5 routes instead of 500; `--cpuprofile FOLDER` leaves a profile of each server there.
// Server CPU time a request, median of the rounds; servers take turns within a round, so that what else the machine does hits all alike.
import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { get } from "node:http";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleFledge } from "./http/bundle.mjs";

const { values } = parseArgs({
  options: {
    routes: { type: "string", default: "text,json,page,route,missing" },
    cpuprofile: { type: "string" },
    servers: { type: "string", default: "node,fledge,fledge-5,fastify,hono,express" },
    rounds: { type: "string", default: "5" },
    seconds: { type: "string", default: "1.5" },
    connections: { type: "string", default: "64" },
  },
});
const paths = {
  text: "/text",
  json: "/api/users/42",
  page: "/page",
  route: "/r250/42",
  missing: "/none/such",
};
const accepts = { page: "text/html", json: "application/json" };
const withoutPage = new Set(["fastify", "express"]);
/** What a server with fewer routes is measured with. */
const pathsOfFewer = { route: "/r2/42" };
const connections = Number(values.connections);
const milliseconds = Number(values.seconds) * 1000;
const here = (path) => fileURLToPath(new URL(path, import.meta.url));

const bundle = here("../.bench/fledge.mjs");
await bundleFledge(bundle);

const servers = new Map();
for (const name of values.servers.split(",")) {
  const [server, routes] = name.split("-");
  servers.set(name, await start(server === "fledge" ? bundle : here(`http/${server}.mjs`), routes));
}
const generator = fork(here("http/load.mjs"));

const table = [];
for (const route of values.routes.split(",")) {
  const costs = new Map([...servers.keys()].map((name) => [name, []]));
  for (let round = -1; round < Number(values.rounds); round++) {
    for (const [name, server] of servers) {
      if (route === "page" && withoutPage.has(name)) continue;
      const path = name.includes("-") ? pathsOfFewer[route] : paths[route];
      if (path === undefined) continue;
      const cookie = route === "page" ? await cookieOf(server.port, paths.page) : undefined;
      const before = await cpu(server.child);
      const result = await slice({
        port: server.port,
        path,
        connections,
        milliseconds,
        cookie,
        accept: accepts[route],
      });
      const after = await cpu(server.child);
      const expected = route === "missing" ? "404" : "200";
      if (result.statuses[expected] !== result.requests)
        throw new Error(`${name} answered ${path} with ${JSON.stringify(result.statuses)}`);
      // The first round warms up.
      if (round >= 0)
        costs.get(name).push({ us: (after.cpu - before.cpu) / result.requests, ...result, rss: after.rss });
    }
  }
  for (const [name, rounds] of costs) {
    if (rounds.length === 0) continue;
    const median = (pick) => rounds.map(pick).sort((a, b) => a - b)[Math.floor(rounds.length / 2)];
    table.push({
      route,
      server: name,
      us: median((r) => r.us),
      "req/s": Math.round(median((r) => r.requests) / (milliseconds / 1000)),
      p50: median((r) => r.p50),
      p99: median((r) => r.p99),
      "RSS MB": Math.round(median((r) => r.rss) / 1e6),
    });
  }
}
print();
printOwn();
for (const { child } of servers.values()) child.send("stop");
generator.kill();
if (!process.env.KEEP_BENCH) rmSync(here("../.bench"), { recursive: true, force: true });

function print() {
  console.log("route     server    CPU µs/req   × node   × fastify      req/s   p50 ms   p99 ms   RSS MB");
  for (const row of table) {
    const against = (name) => {
      const other = table.find((candidate) => candidate.route === row.route && candidate.server === name);
      return other === undefined ? "–" : (row.us / other.us).toFixed(2);
    };
    console.log(
      row.route.padEnd(10) +
        row.server.padEnd(10) +
        row.us.toFixed(1).padStart(10) +
        against("node").padStart(9) +
        against("fastify").padStart(12) +
        String(row["req/s"]).padStart(11) +
        row.p50.toFixed(2).padStart(9) +
        row.p99.toFixed(2).padStart(9) +
        String(row["RSS MB"]).padStart(9),
    );
  }
}

/** What the issue asks of Fledge beyond the table. */
function printOwn() {
  const cost = (route, server) => table.find((row) => row.route === route && row.server === server);
  const say = (text, value, other) => value && other && console.log(`${text}: ${(value / other).toFixed(2)}`);
  console.log();
  say("one of 500 routes ÷ one of 5", cost("route", "fledge")?.us, cost("route", "fledge-5")?.us);
  say("404 ÷ hit", cost("missing", "fledge")?.us, cost("route", "fledge")?.us);
  for (const row of table.filter(({ server }) => server === "fledge"))
    say(`${row.route}, p99 ÷ p50`, row.p99, row.p50);
}

function start(file, routes) {
  const child = fork(file, {
    env: routes === undefined ? process.env : { ...process.env, BENCH_ROUTES: routes },
    execArgv: [
      // A server that waits for its turn would have its young generation shrunk, and pay for that when it comes.
      "--min-semi-space-size=16",
      ...(values.cpuprofile === undefined ? [] : ["--cpu-prof", "--cpu-prof-dir", values.cpuprofile]),
    ],
  });
  return new Promise((resolve, reject) => {
    child.once("message", ({ port }) => resolve({ child, port }));
    child.once("exit", (code) => reject(new Error(`${file} ended with ${code}`)));
  });
}

function cpu(child) {
  return new Promise((resolve) => {
    child.once("message", resolve);
    child.send("cpu");
  });
}

async function slice(options) {
  const result = await new Promise((resolve) => {
    generator.once("message", resolve);
    generator.send(options);
  });
  if (result.error) throw new Error(result.error);
  return result;
}

function cookieOf(port, path) {
  return new Promise((resolve, reject) => {
    get({ port, path, headers: { accept: "text/html" }, agent: false }, (response) => {
      response.resume();
      resolve((response.headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; "));
    }).on("error", reject);
  });
}
