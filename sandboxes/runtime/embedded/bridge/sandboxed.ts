import { Rpc } from "../../rpc.ts";
import type {
  FileChange,
  Project,
  ProjectFiles,
  SandboxError,
  SandboxEvent,
  SandboxResponse,
  TestReport,
} from "../../sandbox.ts";
import type { StoredCookie } from "../cookie_jar.ts";
import type {
  DirectRequest,
  FromServiceWorker,
  HostApi,
  PageApi,
  PreviewMessage,
  TestSelection,
  ToServiceWorker,
  WorkerApi,
} from "../protocol.ts";
import { channelName } from "../protocol.ts";
import { Watchdog } from "../watchdog.ts";
import { assets } from "./assets.ts";
import { Database } from "./database.ts";

/** How long the application may not answer, in seconds. */
const patience = 4;

/**
 * A project that runs in workers of this frame. It holds what must survive the application's worker: the files, the cookies,
 * the database's worker. The worker is started at once, before there is a project, and again whenever it had to be ended.
 */
export class Sandboxed {
  #sandbox: string;
  #page: { [K in keyof PageApi]: PageApi[K] };
  #registration: Promise<ServiceWorker>;
  #pages: BroadcastChannel;
  #database: Database;
  #worker: Worker;
  #rpc: Rpc<WorkerApi>;
  #watchdog: Watchdog | undefined;
  #name = "";
  #files: ProjectFiles = {};
  #cookies: StoredCookie[] = [];
  /** Commands that still have to run before the first request. */
  #setup: string[][] = [];
  /** The commands that made the database. */
  #firstSetup: string[][] = [];
  #edited: string[] = [];
  /** Whether the worker is loading the project's code, so that a hang is the code's own and would come again. */
  #loading = false;

  constructor(sandbox: string, registration: Promise<ServiceWorker>, page: PageApi) {
    this.#sandbox = sandbox;
    this.#page = page;
    this.#registration = registration;
    this.#pages = new BroadcastChannel(channelName(sandbox));
    this.#database = new Database(
      (message) =>
        this.#event({ type: "log", level: "error", text: `The database could not be started: ${message}` }),
      () => this.#onDatabaseHang(),
    );
    [this.#worker, this.#rpc] = this.#spawn();
    navigator.serviceWorker?.addEventListener("message", (event: MessageEvent<FromServiceWorker>) => {
      if (event.data?.type === "wanted") void this.#serve();
    });
  }

  async boot(project: Project): Promise<void> {
    this.#take(project);
    // A project that prepares its database needs it at once. For others it starts after the first page, which wants the network and the
    // processor for itself.
    if (this.#setup.length > 0) this.#database.start();
    await Promise.all([this.#registration, this.#open()]);
    this.#event({ type: "progress", stage: "ready", label: "Ready", fraction: 1 });
    this.#event({ type: "ready" });
    setTimeout(() => {
      this.#database.start();
      this.#tell({ type: "keep" });
    }, 1000);
  }

  async writeFiles(changes: FileChange[]): Promise<{ error?: SandboxError }> {
    this.#apply(changes);
    this.#edited = changes.map(({ path }) => path);
    this.#loading = true;
    let result: { error?: SandboxError };
    try {
      result = await this.#rpc.call("writeFiles", changes);
    } catch (error) {
      if (!(error instanceof Ended)) throw error;
      result = { error: error.reason };
    } finally {
      this.#loading = false;
    }
    this.#event({ type: "reloaded", ...result });
    this.#pages.postMessage(reloadFor(changes));
    return result;
  }

  async readFiles(): Promise<ProjectFiles> {
    return this.#files;
  }

  run(run: number, args: string[], columns: number): Promise<number> {
    return this.#rpc.call("run", run, args, columns);
  }

  request(request: DirectRequest): Promise<SandboxResponse> {
    return this.#rpc.call("request", request);
  }

  runTests(selection: TestSelection): Promise<TestReport> {
    return this.#rpc.call("runTests", selection);
  }

  async restart(): Promise<void> {
    const error = new Ended({ kind: "platform", message: "The application was started again." });
    this.#respawn(error);
    await this.#open();
    this.#pages.postMessage({ type: "reload" } satisfies PreviewMessage);
  }

  async reset(project: Project): Promise<void> {
    this.#respawn(new Ended({ kind: "platform", message: "The project was put back to its start." }));
    this.#take(project);
    this.#cookies = [];
    const failure = await this.#database.reset().catch((error: Error) => error);
    await this.#open();
    this.#pages.postMessage({ type: "reload" } satisfies PreviewMessage);
    if (failure) throw failure;
  }

  #take(project: Project): void {
    this.#name = project.name;
    this.#files = { ...project.files };
    this.#firstSetup = project.setup ?? [];
    this.#setup = this.#firstSetup;
    this.#edited = [];
  }

  #apply(changes: FileChange[]): void {
    for (const { path, contents } of changes) {
      if (contents === null) delete this.#files[path];
      else this.#files[path] = contents;
    }
  }

  #spawn(): [Worker, Rpc<WorkerApi>] {
    const worker = new Worker(assets().appWorker, { name: "application" });
    const host: HostApi = {
      event: (event) => {
        if (event.type === "filesChanged") this.#apply(event.changes);
        // A command wrote code, or changed what is in the database.
        if (event.type === "reloaded") this.#pages.postMessage({ type: "reload" } satisfies PreviewMessage);
        this.#event(event);
      },
      cookiesChanged: (cookies) => {
        this.#cookies = cookies;
      },
      terminalWrite: (run, text) => this.#page.terminalWrite(run, text),
      terminalQuestion: (run, prompt) => this.#page.terminalQuestion(run, prompt),
    };
    const rpc = new Rpc<WorkerApi>(worker, { ...host });
    // Errors of the learner's code are caught in the worker; only its own script can fail here.
    worker.onerror = ({ message }) =>
      rpc.close(
        new Error(`The sandbox could not be loaded (${message || "no connection"}). Load the guide again.`),
      );
    return [worker, rpc];
  }

  #end(error: Ended): void {
    this.#watchdog?.stop();
    this.#worker.terminate();
    this.#rpc.close(error);
  }

  #respawn(error: Ended): void {
    this.#end(error);
    [this.#worker, this.#rpc] = this.#spawn();
    void this.#serve(error.reason);
  }

  /** Opens the project in the worker; with `blocked` the worker shows why it did not. */
  async #open(blocked?: SandboxError): Promise<void> {
    const rpc = this.#rpc;
    this.#watchdog = new Watchdog(
      patience,
      () => rpc.call("ping"),
      () => this.#onHang(),
    );
    const database = this.#database.connect();
    const options = {
      sandbox: this.#sandbox,
      name: this.#name,
      files: this.#files,
      setup: this.#setup,
      cookies: this.#cookies,
      ...(blocked && { blocked }),
    };
    void this.#serve();
    this.#loading = true;
    try {
      const { error } = await rpc.send("open", [options, database], [database]);
      // A project that was broken when it was left is broken when it is opened again, and the page says where.
      if (error) this.#event({ type: "reloaded", error });
      if (!blocked) this.#setup = [];
    } catch (error) {
      // The watchdog has started the next worker, which says why.
      if (!(error instanceof Ended)) throw error;
    } finally {
      this.#loading = false;
    }
  }

  #onHang(): void {
    const reason = hangReason(this.#edited, this.#loading);
    const blocked = this.#loading ? reason : undefined;
    this.#respawn(new Ended(reason));
    this.#open(blocked)
      .catch((error: Error) => this.#event({ type: "log", level: "error", text: error.message }))
      .then(() => this.#event({ type: "restarted", reason }));
  }

  /** A new database took the place of one that a query would not let go of: it is made again, and what was in it is lost. */
  #onDatabaseHang(): void {
    const message =
      "A query did not end within 15 seconds, and its database was thrown away. The set-up has made a new one: run your migrations again.";
    const reason: SandboxError = { kind: "timeout", message };
    this.#setup = this.#firstSetup;
    this.#respawn(new Ended(reason));
    this.#open()
      .catch((error: Error) => this.#event({ type: "log", level: "error", text: error.message }))
      .then(() => this.#event({ type: "restarted", reason }));
  }

  /** Makes the way from the service worker to the worker. */
  async #serve(lost?: SandboxError): Promise<void> {
    const { port1, port2 } = new MessageChannel();
    const rpc = this.#rpc;
    await this.#registration.then(
      (serviceWorker) => {
        void rpc.send("serve", [port1], [port1]).catch(() => {});
        const message: ToServiceWorker = { type: "port", sandbox: this.#sandbox, ...(lost && { lost }) };
        serviceWorker.postMessage(message, [port2]);
      },
      () => {},
    );
  }

  #tell(message: ToServiceWorker): void {
    void this.#registration.then((serviceWorker) => serviceWorker.postMessage(message));
  }

  #event(event: SandboxEvent): void {
    this.#page.event(event);
  }
}

/** The application's worker was ended; `reason` is what a learner reads. */
class Ended extends Error {
  override name = "SandboxRestarted";
  constructor(readonly reason: SandboxError) {
    super(reason.message);
  }
}

function reloadFor(changes: FileChange[]): PreviewMessage {
  return {
    type: changes.length > 0 && changes.every(({ path }) => path.endsWith(".css")) ? "styles" : "reload",
  };
}

function hangReason(edited: string[], loading: boolean): SandboxError {
  const files = edited.join(", ");
  const last = files === "" ? "" : ` ${files} was edited last: look there first.`;
  const next = loading ? " It runs again as soon as you change a file." : "";
  return {
    kind: "timeout",
    message: `The application was ended because it did not answer for 4 seconds, most likely in a loop that never ends.${last}${next} Files and database are as they were.`,
    ...(edited[0] !== undefined && { file: edited[0] }),
  };
}
