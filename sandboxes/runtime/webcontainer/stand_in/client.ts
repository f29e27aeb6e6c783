import { fromBase64, toBase64 } from "../base64.ts";
import type { Container, ContainerProvider } from "../container.ts";
import type { Call, ServerMessage } from "./messages.ts";

/** Containers of a stand-in server (`server.ts`), with the interface of `@webcontainer/api`. Runs in a page. */
export function standIn(url: string): ContainerProvider {
  return {
    async probe() {},
    boot: () => connect(url),
  };
}

interface Process {
  output: ReadableStreamDefaultController<string>;
  exited(code: number): void;
}

function connect(url: string): Promise<Container> {
  const socket = new WebSocket(url);
  const answers = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const processes = new Map<number, Process>();
  const listeners = new Set<(port: number, url: string) => void>();
  let calls = 0;
  let started = 0;

  function call(message: Call): Promise<unknown> {
    const id = ++calls;
    return new Promise((resolve, reject) => {
      answers.set(id, { resolve, reject });
      socket.send(
        JSON.stringify({ ...message, id }, (_, value) => {
          return value instanceof Uint8Array ? { base64: toBase64(value) } : value;
        }),
      );
    });
  }

  function container(workdir: string): Container {
    return {
      workdir,
      fs: {
        readFile: async (path) => fromBase64((await call({ method: "readFile", path })) as string),
        writeFile: async (path, data) => {
          const bytes = typeof data === "string" ? new TextEncoder().encode(data) : data;
          await call({ method: "writeFile", path, bytes: toBase64(bytes) });
        },
        mkdir: async (path) => (await call({ method: "mkdir", path })) as string,
        rm: async (path, options) => {
          await call({ method: "rm", path, ...options });
        },
        readdir: async (path) => {
          const entries = (await call({ method: "readdir", path })) as { name: string; directory: boolean }[];
          return entries.map(({ name, directory }) => ({
            name,
            isFile: () => !directory,
            isDirectory: () => directory,
          }));
        },
      },
      mount: async (tree) => {
        await call({ method: "mount", tree });
      },
      async spawn(command, args, options) {
        const process = ++started;
        let exited: (code: number) => void = () => {};
        const exit = new Promise<number>((resolve) => {
          exited = resolve;
        });
        const output = new ReadableStream<string>({
          start: (controller) => {
            processes.set(process, { output: controller, exited });
          },
        });
        await call({ method: "spawn", process, command, args, env: options?.env });
        const input = new WritableStream<string>({
          write: async (text) => {
            await call({ method: "input", process, text });
          },
        });
        return { exit, output, input, kill: () => void call({ method: "kill", process }) };
      },
      on(_event, listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      setPreviewScript: async (source) => {
        await call({ method: "setPreviewScript", source });
      },
      teardown: () => socket.close(),
    };
  }

  return new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error(`no stand-in answers at ${url}`));
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data as string) as ServerMessage;
      if ("id" in message) {
        const answer = answers.get(message.id);
        answers.delete(message.id);
        if ("error" in message) answer?.reject(new Error(message.error));
        else answer?.resolve(message.result);
        return;
      }
      switch (message.event) {
        case "booted":
          return resolve(container(message.workdir));
        case "output":
          return processes.get(message.process)?.output.enqueue(message.text);
        case "exit": {
          const process = processes.get(message.process);
          processes.delete(message.process);
          process?.output.close();
          return process?.exited(message.code);
        }
        case "serverReady":
          for (const listener of listeners) listener(message.port, message.url);
      }
    };
  });
}
