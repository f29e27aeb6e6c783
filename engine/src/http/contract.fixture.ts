import type { Handler, Header, HttpAdapter } from "./adapter.ts";

/** A request of the suite. */
export interface ContractRequest {
  method?: string;
  target?: string;
  headers?: Header[];
  /** A list of pieces is sent with a pause of `pause` ms between them; with `cut` the client goes away after the last. */
  body?: string | Uint8Array | { pieces: string[]; pause: number; cut?: boolean };
}

/** What came back. */
export interface ContractResponse {
  status: number;
  headers: Header[];
  body: Uint8Array;
}

/** Body of a request of the contract as a web stream. */
export function streamOf(
  body: Extract<ContractRequest["body"], { pieces: string[] }>,
): ReadableStream<Uint8Array> {
  const pieces = [...body.pieces];
  return new ReadableStream({
    async pull(controller) {
      const piece = pieces.shift();
      if (piece !== undefined) {
        if (pieces.length < body.pieces.length - 1)
          await new Promise((resolve) => setTimeout(resolve, body.pause));
        controller.enqueue(new TextEncoder().encode(piece));
      } else if (body.cut) controller.error(new Error("the client went away"));
      else controller.close();
    },
  });
}

/** What the suite needs of a server. */
export interface ContractServer {
  request(request: ContractRequest): Promise<ContractResponse>;
  /** Starts a request, reads until the first bytes of the body, then goes away; absent where that cannot be. */
  abandon?(request: ContractRequest): Promise<void>;
  /** Absolute path of a file with these contents, as the server sees it. */
  file(contents: Uint8Array): string;
  stop(): Promise<void>;
}

/** What came back, with what the suite looks at. */
export interface Answer extends ContractResponse {
  text: string;
  header(name: string): string | undefined;
  all(name: string): string[];
}

/** A server whose handler changes from test to test. */
export class Served {
  server!: ContractServer;
  answer!: (request: HttpAdapter) => void | Promise<void>;

  async start(start: (handler: Handler) => Promise<ContractServer>): Promise<void> {
    this.server = await start((request) => this.answer(request));
  }

  /** Sends a request that `handle` answers. */
  async ask(
    request: ContractRequest,
    handle: (request: HttpAdapter) => void | Promise<void>,
  ): Promise<Answer> {
    this.answer = handle;
    const response = await this.server.request(request);
    const all = (header: string): string[] =>
      response.headers.filter(([key]) => key === header).map(([, value]) => value);
    return { ...response, text: decode(response.body), all, header: (header) => all(header)[0] };
  }
}

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
export const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const ok = (request: HttpAdapter): void => request.sendResp(200, [], "ok");
