import type { SandboxResponse } from "../sandbox.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import type { Container } from "./container.ts";

/** Marks the agent's lines among whatever else the terminal shows (its own echo, warnings of Node). */
const mark = "@fledge:";

/**
 * A page cannot read what a container's server answers (another origin), but a process beside the server can: this one
 * takes a request a line and gives an answer a line. It also tells of the requests that the server answers.
 */
const program = `
import { createInterface } from "node:readline";
import { get, request } from "node:http";
const port = Number(process.argv[2]);
createInterface({ input: process.stdin }).on("line", (line) => {
  let call;
  try { call = JSON.parse(line); } catch { return; }
  const headers = {};
  for (const [name, value] of call.headers) headers[name] = headers[name] === undefined ? value : [].concat(headers[name], value);
  const answer = (message) => process.stdout.write("${mark}" + JSON.stringify({ id: call.id, ...message }) + "\\n");
  const outgoing = request({ port, host: "localhost", method: call.method, path: call.path, headers }, (incoming) => {
    const chunks = [];
    incoming.on("data", (chunk) => chunks.push(chunk));
    incoming.on("end", () => {
      const pairs = [];
      for (let i = 0; i < incoming.rawHeaders.length; i += 2) pairs.push([incoming.rawHeaders[i].toLowerCase(), incoming.rawHeaders[i + 1]]);
      answer({ status: incoming.statusCode, headers: pairs, body: Buffer.concat(chunks).toString("base64") });
    });
  });
  outgoing.on("error", (error) => answer({ error: error.message }));
  outgoing.end(call.body === undefined ? undefined : Buffer.from(call.body, "base64"));
});
get({ port, host: "localhost", path: "/fledge/live_reload/events?requests" }, (incoming) => {
  createInterface({ input: incoming }).on("line", (line) => {
    if (line.startsWith("data: {")) process.stdout.write("${mark}" + line.slice(6) + "\\n");
  });
  process.stdout.write("${mark}ready\\n");
});
`;

/** Sends requests to the server in the container. */
export interface Agent {
  request(request: {
    method: string;
    path: string;
    headers?: [string, string][];
    body?: Uint8Array | string;
  }): Promise<SandboxResponse>;
  stop(): void;
}

/** A request that the server answered. */
export interface ServedRequest {
  method: string;
  path: string;
  status: number;
  durationMs: number;
}

/** Starts the agent for the development server that listens on `port` inside the container. */
export async function startAgent(
  container: Container,
  port: number,
  onRequest: (request: ServedRequest) => void,
): Promise<Agent> {
  await container.fs.mkdir(".fledge", { recursive: true });
  await container.fs.writeFile(".fledge/agent.mjs", program);
  const process = await container.spawn("node", [".fledge/agent.mjs", String(port)]);
  const input = process.input.getWriter();
  const waiting = new Map<number, { resolve(answer: SandboxResponse): void; reject(error: Error): void }>();
  let calls = 0;
  let ready: () => void = () => {};
  const started = new Promise<void>((resolve) => {
    ready = resolve;
  });

  function answer(line: string): void {
    const start = line.indexOf(mark);
    if (start === -1) return;
    const text = line.slice(start + mark.length).trim();
    if (text === "ready") {
      ready();
      return;
    }
    const message = JSON.parse(text);
    if (message.id === undefined) {
      onRequest(message);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error !== undefined)
      call?.reject(new Error(`The application did not answer: ${message.error}`));
    else call?.resolve({ status: message.status, headers: message.headers, body: fromBase64(message.body) });
  }

  async function listen(): Promise<void> {
    let rest = "";
    const reader = process.output.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      const lines = (rest + chunk.value).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) answer(line);
    }
    for (const call of waiting.values()) call.reject(new Error("The sandbox was stopped."));
    waiting.clear();
  }
  void listen();
  await started;

  return {
    async request({ method, path, headers = [], body }) {
      const id = ++calls;
      const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
      const answered = new Promise<SandboxResponse>((resolve, reject) =>
        waiting.set(id, { resolve, reject }),
      );
      const call = { id, method, path, headers, body: bytes === undefined ? undefined : toBase64(bytes) };
      await input.write(`${JSON.stringify(call)}\n`);
      return answered;
    },
    stop: () => process.kill(),
  };
}
