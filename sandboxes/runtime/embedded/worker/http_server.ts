import type { WebRequest, WebResponse } from "fledge/http";
import type { SandboxEvent, SandboxResponse } from "../../sandbox.ts";
import type { CookieJar } from "../cookie_jar.ts";
import {
  chunksAhead,
  type FromApplication,
  type RequestMessage,
  type ToApplication,
} from "../http_messages.ts";
import type { DirectRequest } from "../protocol.ts";
import type { ClientData } from "../script_tag.ts";
import { HtmlInsertion } from "./html_insertion.ts";
import { TextPage } from "./text_page.ts";

type Handle = (request: WebRequest) => Promise<WebResponse>;
type Headers = [string, string][];

/** What the server needs of the worker around it. */
export interface ServerOptions {
  jar: CookieJar;
  handle: Handle;
  /** The jar changed. */
  onCookies(): void;
  event(event: SandboxEvent): void;
  /** The script that goes first into a page. */
  script(page: Omit<ClientData, "sandbox">): string;
}

/** Serves requests of the preview, which come from the service worker by a port, and of the app's page. */
export class HttpServer {
  #options: ServerOptions;

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** Serves what comes through a port, until its other end is gone. */
  serve(port: MessagePort): void {
    const exchanges = new Map<number, Exchange>();
    port.onmessage = ({ data }: MessageEvent<ToApplication>) => {
      if (data.type === "cookie") {
        if (this.#options.jar.set(data.cookie, data.path, true)) this.#options.onCookies();
      } else if (data.type === "pull") exchanges.get(data.id)?.pulled();
      else if (data.type === "cancel") exchanges.get(data.id)?.cancel();
      else {
        const exchange = new Exchange(port, data, this.#options);
        exchanges.set(data.id, exchange);
        void this.#answer(data, exchange).finally(() => exchanges.delete(data.id));
      }
    };
  }

  /** Has the application answer a request that knows nothing of the preview's cookies. */
  async request({ method, path, headers = [], body }: DirectRequest): Promise<SandboxResponse> {
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const sent = headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]);
    const given = new Set(sent.map(([name]) => name));
    if (!given.has("host")) sent.unshift(["host", location.host]);
    if (bytes && !given.has("content-length")) sent.push(["content-length", String(bytes.length)]);
    const answer = await this.#timed(path, {
      method: method.toUpperCase(),
      url: location.origin + path,
      headers: sent,
      ...(bytes && { body: bytes }),
    });
    const whole =
      answer.body instanceof Uint8Array
        ? answer.body
        : new Uint8Array(await new Response(answer.body).arrayBuffer());
    return { status: answer.status, headers: answer.headers, body: whole };
  }

  async #answer(message: RequestMessage, exchange: Exchange): Promise<void> {
    const cookie = this.#options.jar.header({
      path: message.target,
      crossSite: message.crossSite,
      navigation: message.navigation,
      method: message.method,
    });
    try {
      const answer = await this.#timed(message.target, {
        method: message.method,
        url: location.origin + message.target,
        headers: cookie === undefined ? message.headers : [...message.headers, ["cookie", cookie]],
        ...(message.body && { body: new Uint8Array(message.body) }),
      });
      await exchange.send(answer);
    } catch (error) {
      exchange.fail(error);
    }
  }

  async #timed(path: string, request: WebRequest): Promise<WebResponse> {
    const started = performance.now();
    const answer = await this.#options.handle(request);
    this.#options.event({
      type: "request",
      method: request.method,
      path,
      status: answer.status,
      durationMs: performance.now() - started,
    });
    return answer;
  }
}

/** One answer on its way through a port. */
class Exchange {
  #port: MessagePort;
  #request: RequestMessage;
  #options: ServerOptions;
  #credit = chunksAhead;
  #wake: (() => void) | undefined;
  #cancelled = false;

  constructor(port: MessagePort, request: RequestMessage, options: ServerOptions) {
    this.#port = port;
    this.#request = request;
    this.#options = options;
  }

  async send({ status, headers, body }: WebResponse): Promise<void> {
    const { id } = this.#request;
    this.#keepCookies(headers);
    const insertion = this.#insertion(status, headers);
    const dropped = insertion ? ["set-cookie", "content-length", "etag"] : ["set-cookie"];
    const sent = headers
      .filter(([name]) => !dropped.includes(name.toLowerCase()))
      .map(([name, value]): [string, string] =>
        insertion instanceof TextPage && name.toLowerCase() === "content-type"
          ? [name, "text/html; charset=utf-8"]
          : [name, value],
      );
    if (body instanceof Uint8Array) {
      const bytes = insertion ? joined(insertion.push(body), insertion.end()) : owned(body);
      this.#post({ type: "response", id, status, headers: sent, body: bytes }, [bytes]);
      return;
    }
    this.#post({ type: "response", id, status, headers: sent });
    const reader = body.getReader();
    for (;;) {
      if (this.#credit <= 0) await this.#pull();
      if (this.#cancelled) return reader.cancel();
      const { done, value } = await reader.read();
      if (done) break;
      this.#chunk(insertion ? insertion.push(value) : value);
    }
    if (insertion) this.#chunk(insertion.end());
    this.#post({ type: "end", id });
  }

  fail(error: unknown): void {
    const message = `The request failed: ${error instanceof Error ? error.message : String(error)}`;
    this.#post({ type: "failed", id: this.#request.id, error: { kind: "runtime", message } });
  }

  pulled(): void {
    this.#credit++;
    this.#wake?.();
  }

  cancel(): void {
    this.#cancelled = true;
    this.#wake?.();
  }

  #pull(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #chunk(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    const buffer = owned(bytes);
    this.#credit--;
    this.#post({ type: "chunk", id: this.#request.id, bytes: buffer }, [buffer]);
  }

  #keepCookies(headers: Headers): void {
    const { jar, onCookies } = this.#options;
    const changed = headers
      .filter(([name]) => name.toLowerCase() === "set-cookie")
      .map(([, value]) => jar.set(value, this.#request.target));
    if (changed.includes(true)) onCookies();
  }

  /** Puts the preview's script into what the frame shows; a text becomes a page for that. */
  #insertion(status: number, headers: Headers): HtmlInsertion | TextPage | undefined {
    const { target: path, method, navigation } = this.#request;
    const value = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? "";
    const [, kind] = /^(text\/html|text\/plain|application\/json)\b/.exec(value("content-type")) ?? [];
    const saved = value("content-disposition").startsWith("attachment");
    if (!navigation || !kind || saved || status === 204 || status === 304) return undefined;
    const cookies = this.#options.jar.visible();
    const script = this.#options.script({ cookies, path, posted: method !== "GET" });
    return kind === "text/html" ? new HtmlInsertion(script) : new TextPage(script);
  }

  #post(message: FromApplication, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }
}

/** The bytes in a buffer of their own, which may be moved away. */
function owned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}

function joined(a: Uint8Array, b: Uint8Array): ArrayBuffer {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all.buffer;
}
