import { Rpc } from "../../rpc.ts";
import type { FileChange, SandboxError } from "../../sandbox.ts";
import { CookieJar } from "../cookie_jar.ts";
import { errorPage } from "../error_page.ts";
import {
  channelName,
  type DirectRequest,
  type HostApi,
  type OpenOptions,
  type PreviewMessage,
  type TestSelection,
  type WorkerApi,
} from "../protocol.ts";
import { scriptTag } from "../script_tag.ts";
import type { HostedApplication, OpenApplication } from "./application.ts";
import { explainError } from "./errors.ts";
import { HttpServer } from "./http_server.ts";

interface Opened {
  application: Promise<HostedApplication>;
  server: HttpServer;
}

/** Makes this worker the application worker of a sandbox. */
export function hostApplication(scope: DedicatedWorkerGlobalScope, open: OpenApplication): void {
  let opened: Opened | undefined;
  const ports: MessagePort[] = [];
  /** Every path that the project has had, to tell its own lines in a stack trace from the framework's. */
  const paths = new Set<string>();

  const application = (): Promise<HostedApplication> => {
    if (!opened) throw new Error("the project is not open");
    return opened.application;
  };
  const api: { [K in keyof WorkerApi]: WorkerApi[K] } = {
    async open(options, database) {
      for (const path of Object.keys(options.files)) paths.add(path);
      const jar = new CookieJar({ hostname: location.hostname, secure: isSecureContext }, options.cookies);
      const pages = new BroadcastChannel(channelName(options.sandbox));
      const starting = (given: OpenOptions) =>
        open(given, { database, event: (event) => host.notify("event", event) });
      const first = options.blocked ? block(options, options.blocked, starting) : starting(options);
      const server = new HttpServer({
        jar,
        handle: async (request) => (await application()).handle(request),
        onCookies: () => {
          host.notify("cookiesChanged", jar.all());
          pages.postMessage({ type: "cookies", cookies: jar.visible() } satisfies PreviewMessage);
        },
        event: (event) => host.notify("event", event),
        script: (page) => scriptTag({ sandbox: options.sandbox, ...page }),
      });
      opened = { application: first.then((result) => result.application), server };
      for (const port of ports.splice(0)) server.serve(port);
      const { error } = await first;
      return error ? { error } : {};
    },
    serve(port) {
      if (opened) opened.server.serve(port);
      else ports.push(port);
    },
    async writeFiles(changes) {
      for (const { path } of changes) paths.add(path);
      return (await application()).writeFiles(changes);
    },
    run: async (run, args, columns) =>
      (await application()).run(args, {
        columns,
        write: (text) => host.notify("terminalWrite", run, text),
        question: (prompt) => host.call("terminalQuestion", run, prompt),
      }),
    request: async (request: DirectRequest) => {
      await application();
      return opened!.server.request(request);
    },
    runTests: async (selection: TestSelection) => (await application()).runTests(selection),
    ping() {},
  };
  const host = new Rpc<HostApi>(scope, api);
  reportStrayErrors(scope, (what, thrown) => {
    host.notify("event", { type: "log", level: "error", text: `${what}: ${describe(thrown)}` });
    const { message, ...error } = explainError(thrown, [...paths]);
    host.notify("event", { type: "failed", error: { ...error, message: `${what}: ${message}` } });
  });
}

/** Stands in for an application whose code must not run: answers with the reason until a file changes. */
async function block(
  options: OpenOptions,
  reason: SandboxError,
  open: (options: OpenOptions) => ReturnType<OpenApplication>,
): ReturnType<OpenApplication> {
  let real: HostedApplication | undefined;
  const files = { ...options.files };
  const blocked = (): HostedApplication => {
    if (!real) throw new Error(reason.message);
    return real;
  };
  const application: HostedApplication = {
    async handle(request) {
      if (real) return real.handle(request);
      const body = new TextEncoder().encode(errorPage(reason));
      return { status: 500, headers: [["content-type", "text/html; charset=utf-8"]], body };
    },
    async writeFiles(changes: FileChange[]) {
      if (real) return real.writeFiles(changes);
      for (const { path, contents } of changes) {
        if (contents === null) delete files[path];
        else files[path] = contents;
      }
      const { blocked: _, ...rest } = options;
      const result = await open({ ...rest, files });
      real = result.application;
      return result.error ? { error: result.error } : {};
    },
    run: async (args, terminal) => blocked().run(args, terminal),
    runTests: async (selection) => blocked().runTests(selection),
  };
  return { application };
}

/** Errors that belong to no request, such as a promise nobody waits for, are told rather than lost in the browser's console. */
function reportStrayErrors(
  scope: DedicatedWorkerGlobalScope,
  report: (what: string, thrown: unknown) => void,
): void {
  scope.addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    report("A promise was rejected and nobody handled it", event.reason);
  });
  scope.addEventListener("error", (event) => {
    event.preventDefault();
    report("An error was thrown outside of a request", event.error ?? event.message);
  });
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}
