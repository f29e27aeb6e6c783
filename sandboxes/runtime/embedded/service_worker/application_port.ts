import type { SandboxError } from "../../sandbox.ts";
import type { FromApplication, RequestMessage, ToApplication } from "../http_messages.ts";
import { scriptTag } from "../script_tag.ts";
import { applicationResponse, errorResponse } from "./responses.ts";

interface Exchange {
  resolve(response: Response): void;
  target: string;
  body?: ReadableStreamDefaultController<Uint8Array>;
}

/** The service worker's end of the port to an application worker: requests go in, responses come out. */
export class ApplicationPort {
  #sandbox: string;
  #port: MessagePort;
  #next = 1;
  #exchanges = new Map<number, Exchange>();

  constructor(sandbox: string, port: MessagePort) {
    this.#sandbox = sandbox;
    this.#port = port;
    port.onmessage = (event) => this.#receive(event.data as FromApplication);
  }

  /** Has the application answer `request` as a request for `target`. */
  async request(request: Request, target: string): Promise<Response> {
    const body = request.method === "GET" || request.method === "HEAD" ? null : await request.arrayBuffer();
    const id = this.#next++;
    const referrer = request.referrer.startsWith("http") ? new URL(request.referrer) : undefined;
    const message: RequestMessage = {
      type: "request",
      id,
      method: request.method,
      target,
      headers: headersOf(request, referrer, body),
      body,
      navigation: request.mode === "navigate",
      crossSite: referrer !== undefined && referrer.hostname !== location.hostname && !isApp(referrer),
    };
    return new Promise((resolve) => {
      this.#exchanges.set(id, { resolve, target });
      this.#send(message, body ? [body] : []);
    });
  }

  setCookie(cookie: string, path: string): void {
    this.#send({ type: "cookie", cookie, path });
  }

  /** Answers what is under way with `error`: the application is gone. */
  close(error: SandboxError): void {
    this.#port.close();
    for (const exchange of this.#exchanges.values()) this.#fail(exchange, error);
    this.#exchanges.clear();
  }

  #send(message: ToApplication, transfer: Transferable[] = []): void {
    this.#port.postMessage(message, transfer);
  }

  #receive(message: FromApplication): void {
    const exchange = this.#exchanges.get(message.id);
    if (!exchange) return;
    if (message.type === "chunk") {
      exchange.body?.enqueue(new Uint8Array(message.bytes));
      return;
    }
    if (message.type === "response" && message.body === undefined) {
      exchange.resolve(
        applicationResponse(message.status, message.headers, this.#stream(message.id, exchange)),
      );
      return;
    }
    this.#exchanges.delete(message.id);
    if (message.type === "end") exchange.body?.close();
    else if (message.type === "failed") this.#fail(exchange, message.error);
    else exchange.resolve(applicationResponse(message.status, message.headers, message.body ?? null));
  }

  #stream(id: number, exchange: Exchange): ReadableStream<Uint8Array> {
    return new ReadableStream({
      start: (controller) => {
        exchange.body = controller;
      },
      pull: () => this.#send({ type: "pull", id }),
      cancel: () => {
        this.#exchanges.delete(id);
        this.#send({ type: "cancel", id });
      },
    });
  }

  #fail(exchange: Exchange, error: SandboxError): void {
    if (exchange.body) exchange.body.error(new Error(error.message));
    else {
      // With the script, the page loads again as soon as the application does.
      const script = scriptTag({ sandbox: this.#sandbox, cookies: [], path: exchange.target, posted: false });
      exchange.resolve(errorResponse(503, error, script));
    }
  }
}

/** What the browser leaves out for a service worker is put back, as a server would get it. */
function headersOf(
  request: Request,
  referrer: URL | undefined,
  body: ArrayBuffer | null,
): [string, string][] {
  const headers = new Headers(request.headers);
  const known = {
    host: location.host,
    "user-agent": navigator.userAgent,
    "accept-language": navigator.languages.join(","),
    "sec-fetch-mode": request.mode,
    "sec-fetch-dest": request.destination || "empty",
    ...(referrer && { referer: referrer.href }),
    ...(body && { origin: referrer?.origin ?? location.origin, "content-length": String(body.byteLength) }),
  };
  const all: [string, string][] = [...headers].filter(([name]) => !(name in known));
  return [...Object.entries(known), ...all];
}

// The app's page sets the preview's address; that is no visit from elsewhere.
function isApp(referrer: URL): boolean {
  return location.hostname.endsWith(`.${referrer.hostname}`);
}
