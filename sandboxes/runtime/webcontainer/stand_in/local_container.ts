import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, request, type Server } from "node:http";
import { type AddressInfo, connect, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { FileSystemTree } from "@webcontainer/api";
import type { Container } from "../container.ts";

/**
 * A container that is a temporary folder and real Node processes: the stand-in for WebContainers where their service
 * cannot be reached. It has no pseudoterminal; a process's input and output are pipes.
 *
 * A process that listens on the port named by `PORT` is announced by `server-ready`, behind a small proxy that does what the
 * service does to a preview: isolation headers, and the preview script in every page.
 */
export class LocalContainer implements Container {
  readonly #processes = new Set<ChildProcess>();
  readonly #listeners = new Set<(port: number, url: string) => void>();
  #script = "";
  #proxy: Server | undefined;

  private constructor(
    readonly workdir: string,
    readonly port: number,
  ) {}

  /** Makes an empty container. */
  static async boot(): Promise<LocalContainer> {
    return new LocalContainer(await mkdtemp(join(tmpdir(), "fledge-container-")), await freePort());
  }

  readonly fs: Container["fs"] = {
    readFile: async (path) => new Uint8Array(await readFile(this.#path(path))),
    writeFile: async (path, data) => writeFile(this.#path(path), data),
    mkdir: async (path, options) => (await mkdir(this.#path(path), options)) ?? path,
    rm: async (path, options) => rm(this.#path(path), options),
    readdir: async (path, options) => readdir(this.#path(path), options),
  };

  async mount(tree: FileSystemTree): Promise<void> {
    const write = async (folder: string, nodes: FileSystemTree): Promise<void> => {
      for (const [name, node] of Object.entries(nodes)) {
        const path = join(folder, name);
        if ("directory" in node) await write(path, node.directory);
        else if ("contents" in node.file) {
          await mkdir(dirname(path), { recursive: true });
          await writeFile(path, node.file.contents);
        }
      }
    };
    await write(this.workdir, tree);
  }

  async spawn(command: string, args: string[], options: { env?: Record<string, string> } = {}) {
    // What the test runner sets for itself is not for the processes of the container.
    const { NODE_ENV: _mode, CI: _ci, VITEST: _vitest, ...env } = process.env;
    const child = spawn(command, args, {
      cwd: this.workdir,
      env: { ...env, ...options.env, PORT: String(this.port) } as unknown as NodeJS.ProcessEnv,
      stdio: ["pipe", "pipe", "pipe"],
      // A group of its own, so that what the process starts ends with it.
      detached: true,
    });
    this.#processes.add(child);
    const exit = new Promise<number>((resolve) => {
      child.on("error", () => resolve(127));
      child.on("close", (code) => {
        this.#processes.delete(child);
        resolve(code ?? 143);
      });
    });
    const output = new ReadableStream<string>({
      start(controller) {
        const decoder = new TextDecoder();
        const push = (chunk: Buffer) => controller.enqueue(decoder.decode(chunk, { stream: true }));
        child.stdout.on("data", push);
        child.stderr.on("data", push);
        child.on("error", (error) => controller.enqueue(`${command}: ${error.message}\n`));
        child.on("close", () => controller.close());
      },
    });
    const input = new WritableStream<string>({
      write: (text) => {
        child.stdin.write(text);
      },
    });
    child.stdin.on("error", () => {});
    void this.#announce(child);
    return { exit, output, input, kill: () => end(child) };
  }

  on(_event: "server-ready", listener: (port: number, url: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async setPreviewScript(source: string): Promise<void> {
    this.#script = source;
  }

  teardown(): void {
    for (const child of this.#processes) end(child);
    this.#proxy?.close();
    this.#proxy?.closeAllConnections();
    void rm(this.workdir, { recursive: true, force: true, maxRetries: 5 });
  }

  #path(path: string): string {
    const full = join(this.workdir, path);
    if (full !== this.workdir && !full.startsWith(`${this.workdir}/`)) throw new Error(`EACCES: ${path}`);
    return full;
  }

  async #announce(child: ChildProcess): Promise<void> {
    if (await accepts(this.port)) return; // A server of an earlier process is up and was announced.
    while (child.exitCode === null && child.signalCode === null) {
      if (await accepts(this.port)) {
        const url = await this.#openProxy();
        for (const listener of this.#listeners) listener(this.port, url);
        return;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async #openProxy(): Promise<string> {
    this.#proxy ??= createServer((incoming, outgoing) => {
      const headers = { ...incoming.headers, "accept-encoding": "identity" };
      const upstream = request(
        { port: this.port, host: "127.0.0.1", method: incoming.method, path: incoming.url, headers },
        (answer) => {
          const html = (answer.headers["content-type"] ?? "").startsWith("text/html");
          const head = {
            ...answer.headers,
            "cross-origin-embedder-policy": "require-corp",
            "cross-origin-resource-policy": "cross-origin",
          } as Record<string, string | string[] | undefined>;
          if (!html || this.#script === "") {
            outgoing.writeHead(answer.statusCode ?? 502, head);
            answer.pipe(outgoing);
            return;
          }
          delete head["content-length"];
          outgoing.writeHead(answer.statusCode ?? 502, head);
          let first = true;
          answer.on("data", (chunk: Buffer) => {
            const text = first
              ? chunk
                  .toString("latin1")
                  .replace(/<head[^>]*>|^(?!.*<head)/s, (tag) => `${tag}<script>${this.#script}</script>`)
              : undefined;
            first = false;
            outgoing.write(text === undefined ? chunk : Buffer.from(text, "latin1"));
          });
          answer.on("end", () => outgoing.end());
        },
      );
      upstream.on("error", () => {
        if (!outgoing.headersSent) outgoing.writeHead(502);
        outgoing.end();
      });
      incoming.pipe(upstream);
    });
    if (!this.#proxy.listening) {
      await new Promise<void>((resolve) => this.#proxy?.listen(0, "localhost", resolve));
    }
    return `http://localhost:${(this.#proxy.address() as AddressInfo).port}`;
  }
}

function end(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGTERM");
  } catch {
    child.kill();
  }
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createSocketServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
