import type {
  FileChange,
  Project,
  ProjectFiles,
  Sandbox,
  SandboxError,
  SandboxEvent,
  SandboxResponse,
  SandboxTerminal,
  TestReport,
} from "../sandbox.ts";
import { SandboxUnavailableError } from "../sandbox.ts";
import { type Agent, startAgent } from "./agent.ts";
import type { Container } from "./container.ts";
import { readProject, toFileTree } from "./file_tree.ts";
import { framing, framingFile } from "./framing.ts";
import { previewScript } from "./preview_script.ts";
import { parseTestReport } from "./test_report.ts";

type Process = Awaited<ReturnType<Container["spawn"]>>;

/** How long the development server may take to listen, in milliseconds. */
const serverLimit = 60_000;

const reportFile = ".fledge/test_report.json";

/** Asked for here, the development server looks for changed files, reloads, and says how that went. */
const reloadPath = "/fledge/reload";

/**
 * A project that runs in a WebContainer: the very files that Export gives, `npm install`, and `npm run dev`.
 * Everything that it knows of the running application it asks over HTTP, as any client would.
 */
export class WebContainerSandbox implements Sandbox {
  readonly kind = "webcontainer";
  #server: Process | undefined;
  #agent: Agent | undefined;
  #url = "";
  #files: ProjectFiles = {};
  #stopped = false;
  /** Hears what a page of the preview says of itself. */
  readonly #onMessage = ({ origin, data }: MessageEvent): void => {
    if (this.#url === "" || origin !== new URL(this.#url).origin) return;
    const message = data as { type?: unknown; path?: unknown; title?: unknown } | null;
    if (message?.type !== "fledge:navigated") return;
    this.emit({ type: "navigated", path: String(message.path), title: String(message.title) });
  };

  constructor(
    readonly container: Container,
    readonly emit: (event: SandboxEvent) => void,
  ) {}

  /** Mounts, installs, sets up and serves `project`. `files` are the project's as Export gives them. */
  async start(project: Project, files: ProjectFiles): Promise<void> {
    globalThis.addEventListener("message", this.#onMessage);
    this.#progress("files", "Writing the project", 0.1);
    await this.container.setPreviewScript(previewScript);
    await this.container.mount(toFileTree(files));
    this.#progress("runtime", "Installing packages", 0.2);
    await this.#install();
    this.#progress("database", "Preparing the database", 0.7);
    await this.#setUp(project);
    this.#progress("application", "Starting the application", 0.85);
    await this.#serve();
    this.#files = await readProject(this.container);
    this.#progress("ready", "Ready", 1);
    this.emit({ type: "ready" });
  }

  previewUrl(path: string): string {
    return new URL(path, this.#url).href;
  }

  async writeFiles(changes: FileChange[]): Promise<{ error?: SandboxError }> {
    await this.#write(changes);
    for (const { path, contents } of changes) {
      if (contents === null) delete this.#files[path];
      else this.#files[path] = contents;
    }
    const error = await this.#reload();
    this.emit({ type: "reloaded", error });
    await this.#reportChanges();
    return error === undefined ? {} : { error };
  }

  readFiles(): Promise<ProjectFiles> {
    return readProject(this.container);
  }

  async run(args: string[], terminal: SandboxTerminal): Promise<number> {
    const process = await this.container.spawn("npx", ["--no-install", "fledge", ...args], {
      terminal: { cols: terminal.columns, rows: 24 },
    });
    await pump(process, (text) => terminal.write(text));
    await this.#reportChanges();
    return process.exit;
  }

  async request(request: Parameters<Sandbox["request"]>[0]): Promise<SandboxResponse> {
    if (this.#agent === undefined) throw new Error("The application does not run.");
    return this.#agent.request(request);
  }

  async runTests({ paths, files }: { paths?: string[]; files?: ProjectFiles }): Promise<TestReport> {
    const laid = Object.entries(files ?? {});
    const before = await this.#readAll(laid.map(([path]) => path));
    await this.#write(laid.map(([path, contents]) => ({ path, contents })));
    try {
      const wanted = paths ?? laid.map(([path]) => path);
      const started = Date.now();
      await this.container.fs.rm(reportFile, { force: true });
      const process = await this.container.spawn("npx", [
        "--no-install",
        "fledge",
        "test",
        "--report",
        reportFile,
        ...wanted,
      ]);
      let output = "";
      await pump(process, (text) => {
        output += text;
      });
      await process.exit;
      const json = await this.container.fs.readFile(reportFile).catch(() => undefined);
      return parseTestReport(json, output, this.container.workdir, Date.now() - started);
    } finally {
      await this.#write(before);
    }
  }

  async restart(): Promise<void> {
    await this.#end();
    await this.#serve();
  }

  async reset(project: Project): Promise<void> {
    await this.#end();
    const present = Object.keys(await readProject(this.container));
    const gone = present.filter((path) => !(path in project.files) && path !== "package-lock.json");
    await this.#write(gone.map((path) => ({ path, contents: null })));
    const kept = Object.entries(project.files).filter(([path]) => path !== "package.json");
    await this.#write(kept.map(([path, contents]) => ({ path, contents })));
    await this.container.fs.rm(".fledge", { recursive: true, force: true });
    await this.#setUp(project);
    await this.#serve();
    this.#files = await readProject(this.container);
  }

  async stop(): Promise<void> {
    await this.#end();
    this.#stopped = true;
    globalThis.removeEventListener("message", this.#onMessage);
    this.container.teardown();
  }

  async #install(): Promise<void> {
    const process = await this.container.spawn("npm", ["install", "--no-audit", "--no-fund"]);
    await pump(process, (text) => this.emit({ type: "output", text }));
    const code = await process.exit;
    if (code !== 0) {
      throw new SandboxUnavailableError(
        `npm install ended with exit code ${code}; the terminal shows what it said.`,
      );
    }
  }

  async #setUp(project: Project): Promise<void> {
    for (const args of project.setup ?? []) {
      const process = await this.container.spawn("npx", ["--no-install", "fledge", ...args]);
      await pump(process, (text) => this.emit({ type: "output", text }));
      const code = await process.exit;
      if (code !== 0) throw new Error(`fledge ${args.join(" ")} ended with exit code ${code}.`);
    }
  }

  async #serve(): Promise<void> {
    let off = () => {};
    const ready = new Promise<{ port: number; url: string }>((resolve) => {
      off = this.container.on("server-ready", (port, url) => resolve({ port, url }));
    });
    await this.#write([{ path: framingFile, contents: framing }]);
    const server = await this.container.spawn("npm", ["run", "dev"], {
      env: { NODE_OPTIONS: `--require ./${framingFile}` },
    });
    this.#server = server;
    void pump(server, (text) => this.emit({ type: "output", text }));
    const ended = server.exit.then((code) => {
      throw new Error(
        `The development server ended with exit code ${code}; the terminal shows what it said.`,
      );
    });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error("The development server did not start in time.")),
        serverLimit,
      );
    });
    try {
      const { port, url } = await Promise.race([ready, ended, late]);
      this.#url = url;
      this.#agent = await startAgent(this.container, port, (request) =>
        this.emit({ type: "request", ...request }),
      );
    } finally {
      off();
      clearTimeout(timer);
    }
    ended.catch((error: Error) => this.#crashed(server, error));
  }

  /** The server ended by itself: it is started again, and the page is told. */
  async #crashed(server: Process, error: Error): Promise<void> {
    if (this.#stopped || this.#server !== server) return;
    this.#agent?.stop();
    await this.#serve();
    this.emit({ type: "restarted", reason: { kind: "platform", message: error.message } });
  }

  async #end(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.#agent?.stop();
    this.#agent = undefined;
    server?.kill();
    await server?.exit;
  }

  async #write(changes: FileChange[]): Promise<void> {
    for (const { path, contents } of changes) {
      if (contents === null) {
        await this.container.fs.rm(path, { force: true, recursive: true });
        continue;
      }
      const folder = path.split("/").slice(0, -1).join("/");
      if (folder !== "") await this.container.fs.mkdir(folder, { recursive: true });
      await this.container.fs.writeFile(path, contents);
    }
  }

  /** What stands at `paths` now, as the changes that put it back. */
  #readAll(paths: string[]): Promise<FileChange[]> {
    return Promise.all(
      paths.map(async (path) => ({
        path,
        contents: await this.container.fs.readFile(path).catch(() => null),
      })),
    );
  }

  async #reload(): Promise<SandboxError | undefined> {
    const { body } = await this.request({ method: "POST", path: reloadPath });
    return (JSON.parse(new TextDecoder().decode(body)) as { error?: SandboxError }).error;
  }

  /** Tells of the files that a command or the server wrote. */
  async #reportChanges(): Promise<void> {
    const now = await readProject(this.container);
    const changes: FileChange[] = [];
    for (const [path, contents] of Object.entries(now)) {
      if (!same(this.#files[path], contents)) changes.push({ path, contents });
    }
    for (const path of Object.keys(this.#files)) {
      if (!(path in now)) changes.push({ path, contents: null });
    }
    this.#files = now;
    if (changes.length > 0) this.emit({ type: "filesChanged", changes });
  }

  #progress(
    stage: Extract<SandboxEvent, { type: "progress" }>["stage"],
    label: string,
    fraction: number,
  ): void {
    this.emit({ type: "progress", stage, label, fraction });
  }
}

async function pump(process: Pick<Process, "output">, write: (text: string) => void): Promise<void> {
  const reader = process.output.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) write(chunk.value);
}

function same(a: string | Uint8Array | undefined, b: string | Uint8Array): boolean {
  if (typeof a === "string" || typeof b === "string" || a === undefined) return a === b;
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
