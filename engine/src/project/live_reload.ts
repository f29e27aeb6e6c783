import { CompileError } from "../code/index.ts";
import type { LiveReloadConfig } from "../endpoint/config.ts";
import type {
  Handler,
  Header,
  HttpAdapter,
  ReadBodyOptions,
  ReadOptions,
  ResponseBody,
} from "../http/adapter.ts";

const EVENTS_PATH = "/fledge/live_reload/events";
const SCRIPT_PATH = "/fledge/live_reload/script.js";
const RELOAD_PATH = "/fledge/reload";
const TAG = `<script src="${SCRIPT_PATH}"></script>`;

/**
 * Keeps pages in step with the files during development: adds a small script to each HTML page, and tells the pages that are open
 * what changed.
 *
 * @example
 * const liveReload = new LiveReload();
 * await createHttpServer(liveReload.wrap(project.handler));
 * liveReload.notify("css");
 * @see Phoenix.LiveReloader
 */
export class LiveReload {
  readonly #patterns: readonly RegExp[] | undefined;
  readonly #script: string;
  #pages = new Set<HttpAdapter>();
  #watchers = new Set<HttpAdapter>();
  #reload: (() => Promise<Error | undefined>) | undefined;

  /**
   * @param options.patterns paths of the files that make pages load anew; all unless told
   * @param options.url where pages listen, when that is not where they come from
   */
  constructor({ patterns, url = "" }: LiveReloadConfig = {}) {
    this.#patterns = patterns;
    this.#script = script(url.replace(/\/+$/, ""));
  }

  /** A handler that does what `handler` does and serves the script beside it. */
  wrap(handler: Handler): Handler {
    return (request) => {
      const path = request.target.split("?", 1)[0];
      if (path === EVENTS_PATH) return this.#listen(request);
      if (path === SCRIPT_PATH) {
        request.sendResp(200, [["content-type", "text/javascript; charset=utf-8"], NO_CACHE], this.#script);
        return;
      }
      if (path === RELOAD_PATH && request.method === "POST") return this.#answerReload(request);
      if (this.#watchers.size === 0) return handler(new PageAdapter(request));
      const started = performance.now();
      return handler(new PageAdapter(request, (status) => this.#tell(request, status, started)));
    };
  }

  /**
   * Tells the open pages of files that have changed.
   *
   * @param paths from the project's folder
   * @param reloaded whether another version of the application is in service, or an error is to be shown
   */
  changed(paths: readonly string[], reloaded: boolean): void {
    // The declaration that a reload writes makes no page another one.
    const seen = paths.filter((path) => !path.endsWith(".d.ts") && this.#matches(path));
    if (seen.length === 0 && (!reloaded || this.#patterns !== undefined)) return;
    this.notify(!reloaded && seen.every((path) => path.endsWith(".css")) ? "css" : "page");
  }

  #matches(path: string): boolean {
    // Not `test`: with the flag `g` it goes on where it stopped.
    return this.#patterns === undefined || this.#patterns.some((pattern) => path.search(pattern) >= 0);
  }

  /** Tells the open pages to load their styles anew (`css`) or themselves (`page`). */
  notify(what: "css" | "page"): void {
    for (const page of this.#pages) void page.chunk(`event: ${what}\ndata:\n\n`);
  }

  /**
   * Lets a tool that wrote files ask for their reload (`POST /fledge/reload`) and learn how it went, without waiting for the
   * system to tell of the change.
   *
   * @param reload takes up what changed; resolves to the error that keeps the new version out of service
   */
  onReloadRequest(reload: () => Promise<Error | undefined>): void {
    this.#reload = reload;
  }

  /** Ends the connections of all pages. */
  close(): void {
    for (const page of [...this.#pages, ...this.#watchers]) page.endChunked();
    this.#pages.clear();
    this.#watchers.clear();
  }

  #tell({ method, target }: HttpAdapter, status: number, started: number): void {
    const durationMs = performance.now() - started;
    const data = JSON.stringify({ method, path: target, status, durationMs });
    for (const watcher of this.#watchers) void watcher.chunk(`event: request\ndata: ${data}\n\n`);
  }

  async #answerReload(request: HttpAdapter): Promise<void> {
    const error = await this.#reload?.();
    const body = JSON.stringify({ error: error && describe(error) });
    request.sendResp(200, [["content-type", "application/json"], NO_CACHE], body);
  }

  #listen(request: HttpAdapter): void {
    // `?requests` is for tools: they are told of the requests instead of the reloads.
    const listeners = request.target.endsWith("?requests") ? this.#watchers : this.#pages;
    // A page may come from elsewhere, and there is nothing to learn but that a file has changed.
    const origin: Header[] = listeners === this.#pages ? [["access-control-allow-origin", "*"]] : [];
    request.sendChunked(200, [["content-type", "text/event-stream"], NO_CACHE, ...origin]);
    listeners.add(request);
    request.onFinish(() => listeners.delete(request));
    // The browser takes the connection for open only once something has come.
    void request.chunk("retry: 300\n\n");
  }
}

function describe(error: Error): object {
  if (!(error instanceof CompileError))
    return { kind: "runtime", message: error.message, stack: error.stack };
  const { reason, file, line, column, frame } = error;
  return { kind: "compile", message: reason, file, line, column, frame };
}

const NO_CACHE: Header = ["cache-control", "no-store"];

const script = (url: string): string => `(() => {
  const events = new EventSource(${JSON.stringify(url + EVENTS_PATH)});
  let lost = false;
  events.onerror = () => { lost = true; };
  // The server was started anew: what it serves may be another page.
  events.onopen = () => { if (lost) location.reload(); };
  events.addEventListener("page", () => location.reload());
  events.addEventListener("css", () => {
    for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
      const url = new URL(link.href);
      if (url.origin !== location.origin) continue;
      url.searchParams.set("reload", String(Date.now()));
      const fresh = link.cloneNode();
      fresh.href = url.href;
      // The old styles stay until the new ones are there, so that the page does not flash.
      fresh.onload = () => link.remove();
      link.after(fresh);
    }
  });
  addEventListener("pagehide", () => events.close());
})();
`;

/** Passes everything on, and puts the script into pages. */
class PageAdapter implements HttpAdapter {
  #inner: HttpAdapter;
  #onStatus: ((status: number) => void) | undefined;
  #isPage = false;

  constructor(inner: HttpAdapter, onStatus?: (status: number) => void) {
    this.#inner = inner;
    this.#onStatus = onStatus;
  }

  get method() {
    return this.#inner.method;
  }
  get target() {
    return this.#inner.target;
  }
  get scheme() {
    return this.#inner.scheme;
  }
  get authority() {
    return this.#inner.authority;
  }
  get headers() {
    return this.#inner.headers;
  }
  get httpVersion() {
    return this.#inner.httpVersion;
  }
  header(name: string) {
    return this.#inner.header(name);
  }
  peer() {
    return this.#inner.peer();
  }
  readBody(options: ReadBodyOptions) {
    return this.#inner.readBody(options);
  }
  bodyChunks(options: ReadOptions) {
    return this.#inner.bodyChunks(options);
  }
  sendFile(status: number, headers: Header[], path: string, offset: number, length: number) {
    this.#onStatus?.(status);
    return this.#inner.sendFile(status, headers, path, offset, length);
  }
  chunk(data: ResponseBody) {
    return this.#inner.chunk(data);
  }
  onFinish(callback: () => void) {
    this.#inner.onFinish(callback);
  }
  abort(error?: unknown) {
    this.#inner.abort(error);
  }

  sendResp(status: number, headers: Header[], body: ResponseBody): void {
    this.#onStatus?.(status);
    const end = isPage(headers) && typeof body === "string" ? body.lastIndexOf("</body>") : -1;
    if (end < 0) {
      this.#inner.sendResp(status, headers, body);
      return;
    }
    const page = `${body.slice(0, end)}${TAG}${body.slice(end)}`;
    const others = headers.filter(([name]) => name !== "content-length");
    this.#inner.sendResp(status, others, page);
  }

  sendChunked(status: number, headers: Header[]): void {
    this.#onStatus?.(status);
    this.#isPage = isPage(headers);
    this.#inner.sendChunked(status, headers);
  }

  endChunked(): void {
    // After </html>, where browsers still take it; where the page's own end is cannot be known before it is over.
    if (this.#isPage) void this.#inner.chunk(TAG);
    this.#inner.endChunked();
  }
}

function isPage(headers: Header[]): boolean {
  const value = (wanted: string) => headers.find(([name]) => name === wanted)?.[1];
  return (value("content-type") ?? "").startsWith("text/html") && value("content-encoding") === undefined;
}
