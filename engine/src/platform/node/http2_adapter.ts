import * as http2 from "node:http2";
import type {
  Header,
  HttpAdapter,
  PeerData,
  ReadBodyOptions,
  ReadBodyResult,
  ReadOptions,
  ResponseBody,
} from "../../http/adapter.ts";
import { hasLength } from "../../http/body_source.ts";
import { sendFailure } from "../../http/failure.ts";
import { readChunks, readWhole } from "./request_body.ts";
import { openPart, sendPart, writeChunk } from "./response_stream.ts";

/** Headers about a connection of HTTP/1.1. HTTP/2 forbids them (RFC 9113, 8.2.2), so they are left out. */
const OF_THE_CONNECTION = new Set([
  "connection",
  "http2-settings",
  "keep-alive",
  "proxy-connection",
  "te",
  "transfer-encoding",
  "upgrade",
]);

/** Bytes that ought to be percent-encoded in a path. Node gives each as one character; so they are decoded with the others, as UTF-8. */
const RAW_BYTES = /[\x80-\xff]/g;
const escapeByte = (char: string): string => `%${char.charCodeAt(0).toString(16)}`;

/** One request of `node:http2`. Its stream is read and written as it is: Node's response for it is no `Writable`. */
export class Http2Adapter implements HttpAdapter {
  readonly method: string;
  readonly target: string;
  readonly scheme = "https";
  readonly httpVersion = "HTTP/2";
  private readonly stream: http2.ServerHttp2Stream;
  private joined: Record<string, string> | undefined;

  constructor(
    private readonly req: http2.Http2ServerRequest,
    private readonly listensOn: string,
  ) {
    this.method = req.method;
    this.target = req.url.replace(RAW_BYTES, escapeByte);
    this.stream = req.stream;
  }

  get headers(): Readonly<Record<string, string>> {
    if (this.joined === undefined) {
      this.joined = {};
      for (const [name, value] of Object.entries(this.req.headers)) {
        if (!name.startsWith(":")) this.joined[name] = value as string;
      }
    }
    return this.joined;
  }

  header(name: string): string | undefined {
    return name.startsWith(":") ? undefined : (this.req.headers[name] as string | undefined);
  }

  get authority(): string {
    const { socket, headers } = this.req;
    return headers[":authority"] ?? headers.host ?? `${this.listensOn}:${socket.localPort}`;
  }

  peer(): PeerData {
    const { remoteAddress, remotePort } = this.req.socket;
    return { address: remoteAddress ?? "", port: remotePort ?? 0 };
  }

  readBody(options: ReadBodyOptions): Promise<ReadBodyResult> {
    return readWhole(this.stream, Number(this.header("content-length")), options, () => this.discardBody());
  }

  bodyChunks(options: ReadOptions): AsyncGenerator<Uint8Array> {
    return readChunks(this.stream, options, () => this.discardBody());
  }

  /** What is left of a body that nobody wants is thrown away; the client is told to stop once it has its answer. */
  private discardBody(): void {
    const { stream } = this;
    stream.on("error", () => {});
    stream.resume();
    stream.once("finish", () => {
      if (!stream.readableEnded) stream.close(http2.constants.NGHTTP2_NO_ERROR);
    });
  }

  /** Sends status and headers; false when the client has gone. */
  private respond(status: number, headers: Header[], length?: number): boolean {
    const { stream } = this;
    if (stream.destroyed || stream.closed) return false;
    const sent: Record<string, string | number | string[]> = { ":status": status };
    for (const [name, value] of headers) {
      const before = sent[name];
      if (OF_THE_CONNECTION.has(name)) continue;
      if (before === undefined) sent[name] = value;
      else if (Array.isArray(before)) before.push(value);
      else sent[name] = [String(before), value];
    }
    if (length !== undefined) sent["content-length"] = length;
    stream.respond(sent);
    return true;
  }

  sendResp(status: number, headers: Header[], body: ResponseBody): void {
    const length = typeof body === "string" ? Buffer.byteLength(body) : body.length;
    const mayHaveBody = hasLength(status);
    if (!this.respond(status, headers, mayHaveBody ? length : undefined)) return;
    if (!mayHaveBody || this.method === "HEAD" || length === 0) this.stream.end();
    else this.stream.end(body);
  }

  async sendFile(
    status: number,
    headers: Header[],
    path: string,
    offset: number,
    length: number,
  ): Promise<void> {
    const part = await openPart(path, offset, length, this.method);
    if (!this.respond(status, headers, part.bytes)) part.file?.destroy();
    // The error tells the client that bytes are missing.
    else if (!(await sendPart(this.stream, part))) this.breakOff();
  }

  sendChunked(status: number, headers: Header[]): void {
    this.respond(status, headers);
  }

  chunk(data: ResponseBody): "ok" | "closed" | Promise<"ok" | "closed"> {
    const { stream } = this;
    if (this.method === "HEAD") return stream.destroyed ? "closed" : "ok";
    if (stream.destroyed || stream.closed || stream.writableEnded) return "closed";
    return writeChunk(stream, data);
  }

  endChunked(): void {
    this.stream.end();
  }

  onFinish(callback: () => void): void {
    if (this.stream.destroyed) callback();
    else this.stream.once("close", callback);
  }

  abort(): void {
    if (!this.stream.headersSent) sendFailure(this);
    else if (!this.stream.writableEnded) this.breakOff();
  }

  private breakOff(): void {
    const { stream } = this;
    if (stream.destroyed) return;
    // To close it with a code would end it like any other on Node 24.
    stream.on("error", () => {});
    stream.destroy(new Error("the response was broken off"));
  }
}
