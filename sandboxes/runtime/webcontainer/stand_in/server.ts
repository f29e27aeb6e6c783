import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";
import { fromBase64, toBase64 } from "../base64.ts";
import type { Container } from "../container.ts";
import { LocalContainer } from "./local_container.ts";
import type { ClientMessage, ServerMessage } from "./messages.ts";

type Process = Awaited<ReturnType<Container["spawn"]>>;

/** Serves local containers to pages, one for each connection; it is gone with its container when the page goes. */
export async function serveContainers(): Promise<{ url: string; close(): Promise<void> }> {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", maxPayload: 256 * 1024 * 1024 });
  await new Promise((resolve) => server.on("listening", resolve));
  server.on("connection", (socket) => void serve(socket));
  return {
    url: `ws://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
}

async function serve(socket: WebSocket): Promise<void> {
  const container = await LocalContainer.boot();
  socket.on("close", () => container.teardown());
  const processes = new Map<number, Process>();
  const send = (message: ServerMessage) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
  };
  container.on("server-ready", (port, url) => send({ event: "serverReady", port, url }));

  socket.on("message", async (data) => {
    const message = JSON.parse(String(data)) as ClientMessage;
    try {
      send({ id: message.id, result: (await answer(message)) ?? null });
    } catch (error) {
      send({ id: message.id, error: (error as Error).message });
    }
  });
  send({ event: "booted", workdir: container.workdir });

  async function answer(message: ClientMessage): Promise<unknown> {
    switch (message.method) {
      case "mount":
        return container.mount(revive(message.tree));
      case "readFile":
        return toBase64(await container.fs.readFile(message.path));
      case "writeFile":
        return container.fs.writeFile(message.path, fromBase64(message.bytes));
      case "mkdir":
        return container.fs.mkdir(message.path, { recursive: true });
      case "rm":
        return container.fs.rm(message.path, {
          recursive: message.recursive ?? false,
          force: message.force ?? false,
        });
      case "readdir": {
        const entries = await container.fs.readdir(message.path, { withFileTypes: true });
        return entries.map((entry) => ({ name: entry.name, directory: entry.isDirectory() }));
      }
      case "spawn": {
        const child = await container.spawn(message.command, message.args, { env: message.env });
        processes.set(message.process, child);
        void pump(message.process, child);
        return;
      }
      case "input": {
        const writer = processes.get(message.process)?.input.getWriter();
        await writer?.write(message.text);
        writer?.releaseLock();
        return;
      }
      case "kill":
        return processes.get(message.process)?.kill();
      case "setPreviewScript":
        return container.setPreviewScript(message.source);
    }
  }

  async function pump(process: number, child: Process): Promise<void> {
    const reader = child.output.getReader();
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      send({ event: "output", process, text: chunk.value });
    }
    send({ event: "exit", process, code: await child.exit });
    processes.delete(process);
  }
}

/** JSON has no bytes: the client sends them as `{ base64 }`. */
function revive<T>(value: T): T {
  if (typeof value !== "object" || value === null) return value;
  if ("base64" in value && typeof value.base64 === "string") return fromBase64(value.base64) as T;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, revive(inner)])) as T;
}
