// One candidate in a process of its own: CPU time of one render, in microseconds.
import * as data from "./data.mjs";

const [file, workload] = process.argv.slice(2);
const candidate = await import(file);
const input = workload === "table" ? data.rows : data.page;
const run = candidate[workload];

/** CPU microseconds that `times` renders take. */
function cost(times) {
  const before = process.cpuUsage();
  let length = 0;
  for (let i = 0; i < times; i++) {
    // Reading a character makes a string that is a tree of pieces flat, as writing it to a socket does.
    const html = run(input);
    length += html.length + html.charCodeAt(html.length >> 1);
  }
  const { user, system } = process.cpuUsage(before);
  if (length === 0) throw new Error("nothing was rendered");
  return user + system;
}

let times = 1;
while (cost(times) < 300_000) times *= 2;
process.stdout.write(`${cost(times) / times}\n`);
