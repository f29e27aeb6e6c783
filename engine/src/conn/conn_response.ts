import type { Header, ResponseBody } from "../http/adapter.ts";
import { ConnCookies } from "./conn_cookies.ts";
import { AlreadySentError, NotSentError } from "./errors.ts";
import { checkHeader } from "./headers.ts";
import { type Status, statusCode } from "./status.ts";

/**
 * How far the response is: `unset`, `set` by `resp`, `set_chunked` or `set_file` while the callbacks before such a one run, being sent
 * as `chunked` or `file`, or `sent` (the adapter has it).
 */
export type ConnState = "unset" | "set" | "set_chunked" | "set_file" | "chunked" | "file" | "sent";

/** A callback of `registerBeforeSend`. */
export type BeforeSend<C> = (conn: C) => void;

/** The part of a conn that is the response: status, headers and body, and how they are sent. Its fields are set by `PlugConn`. */
export abstract class ConnResponse extends ConnCookies {
  abstract status: number | undefined;
  abstract respHeaders: Header[];
  abstract respBody: ResponseBody | undefined;
  abstract state: ConnState;
  protected abstract readonly beforeSend: BeforeSend<never>[];

  /**
   * Sets the status of the response.
   *
   * @param status number or name, `404` or `"not_found"`
   * @throws AlreadySentError, TypeError when there is no such status
   * @example
   * conn.putStatus("not_found").status; // 404
   * @see Plug.Conn.put_status/2
   */
  putStatus(status: Status): this {
    this.refuseSent("put the status");
    this.status = statusCode(status);
    return this;
  }

  /**
   * A response header, the first of that name; `undefined` when there is none (`Plug.Conn.get_resp_header/2`).
   *
   * @example
   * conn.getRespHeader("cache-control"); // "max-age=0, private, must-revalidate"
   */
  getRespHeader(name: string): string | undefined {
    for (const header of this.respHeaders) if (header[0] === name) return header[1];
    return undefined;
  }

  /**
   * Sets a response header in place of those of that name.
   *
   * @param name in lower case
   * @throws InvalidHeaderError when the name is not a lower-case token, or the value has a line break
   * @throws AlreadySentError
   * @example
   * conn.putRespHeader("x-frame-options", "DENY").getRespHeader("x-frame-options"); // "DENY"
   * @see Plug.Conn.put_resp_header/3
   */
  putRespHeader(name: string, value: string): this {
    this.refuseSent("put the header", name);
    checkHeader(name, value);
    const headers = this.respHeaders;
    for (let i = 0; i < headers.length; i++) {
      if (headers[i]![0] === name) {
        headers[i] = [name, value];
        for (let j = headers.length - 1; j > i; j--) if (headers[j]![0] === name) headers.splice(j, 1);
        return this;
      }
    }
    headers.push([name, value]);
    return this;
  }

  /**
   * Adds a response header beside those of that name (`Plug.Conn.prepend_resp_headers/2`).
   *
   * @example
   * conn.addRespHeader("link", "</a.css>; rel=preload").addRespHeader("link", "</b.js>; rel=preload")
   */
  addRespHeader(name: string, value: string): this {
    this.refuseSent("add the header", name);
    checkHeader(name, value);
    this.respHeaders.push([name, value]);
    return this;
  }

  /**
   * Sets several response headers (`Plug.Conn.merge_resp_headers/2`).
   *
   * @example
   * conn.mergeRespHeaders({ "x-one": "1", "x-two": "2" }).getRespHeader("x-two"); // "2"
   */
  mergeRespHeaders(headers: Readonly<Record<string, string>> | readonly Header[]): this {
    const pairs = Array.isArray(headers)
      ? (headers as Header[])
      : Object.entries(headers as Record<string, string>);
    for (const [name, value] of pairs) this.putRespHeader(name, value);
    return this;
  }

  /** Changes a response header, the first of that name, or sets it to `initial` when there is none (`Plug.Conn.update_resp_header/4`). */
  updateRespHeader(name: string, initial: string, update: (value: string) => string): this {
    const header = this.respHeaders.find(([known]) => known === name);
    if (header === undefined) return this.putRespHeader(name, initial);
    this.refuseSent("update the header", name);
    const value = update(header[1]);
    checkHeader(name, value);
    this.respHeaders = this.respHeaders.map((known) => (known === header ? [name, value] : known));
    return this;
  }

  /**
   * Removes a response header (`Plug.Conn.delete_resp_header/2`).
   *
   * @example
   * conn.deleteRespHeader("cache-control").getRespHeader("cache-control"); // undefined
   */
  deleteRespHeader(name: string): this {
    this.refuseSent("delete the header", name);
    if (this.getRespHeader(name) !== undefined)
      this.respHeaders = this.respHeaders.filter((header) => header[0] !== name);
    return this;
  }

  /**
   * Sets the content type of the response.
   *
   * @param type media type, `text/html`
   * @param charset `utf-8` by default; `null` for none
   * @example
   * conn.putRespContentType("text/csv").getRespHeader("content-type"); // "text/csv; charset=utf-8"
   * @see Plug.Conn.put_resp_content_type/3
   */
  putRespContentType(type: string, charset: string | null = "utf-8"): this {
    return this.putRespHeader("content-type", charset === null ? type : `${type}; charset=${charset}`);
  }

  /**
   * Sets status and body without sending; the endpoint sends it at the end.
   *
   * @example
   * conn.resp(200, "hello").state; // "set"
   * @see Plug.Conn.resp/3
   */
  resp(status: Status, body: ResponseBody): this {
    this.refuseSent("set the response");
    this.status = statusCode(status);
    this.respBody = body;
    this.state = "set";
    return this;
  }

  /**
   * Sends the response: the one given, or what `resp` has set.
   *
   * @throws AlreadySentError when it was sent; NotSentError when there is nothing to send
   * @example conn.putRespContentType("text/plain").sendResp(200, "hello")
   * @see Plug.Conn.send_resp/3
   */
  sendResp(status?: Status, body?: ResponseBody): this {
    if (status !== undefined) this.resp(status, body ?? "");
    else this.refuseSent("send the response");
    if (this.status === undefined || this.respBody === undefined)
      throw new NotSentError(
        "cannot send a response without status and body: give them to sendResp, or call resp before",
      );
    this.runBeforeSend();
    this.state = "sent";
    this.adapter.sendResp(this.status, this.respHeaders, this.respBody);
    return this;
  }

  /**
   * Sends a file, or a part of it. Resolves once it has gone out.
   *
   * @param path absolute, on the platform's file system; never build it from what a client sent without checks
   * @param offset first byte; default 0
   * @param length bytes; default all the rest
   * @see Plug.Conn.send_file/5
   */
  async sendFile(status: Status, path: string, offset = 0, length = Number.POSITIVE_INFINITY): Promise<this> {
    this.refuseSent("send a file");
    if (path.includes("\0"))
      throw new TypeError(`cannot send the file ${JSON.stringify(path)}: its path has a null character`);
    this.status = statusCode(status);
    this.state = "set_file";
    this.runBeforeSend();
    this.state = "file";
    await this.adapter.sendFile(this.status, this.respHeaders, path, offset, length);
    this.state = "sent";
    return this;
  }

  /**
   * Starts a response whose body follows in chunks (`Plug.Conn.send_chunked/2`).
   *
   * @example
   * await conn.sendChunked(200);
   * await conn.chunk("one row\n");
   */
  sendChunked(status: Status): this {
    this.refuseSent("start a chunked response");
    this.status = statusCode(status);
    this.state = "set_chunked";
    this.runBeforeSend();
    this.state = "chunked";
    this.adapter.sendChunked(this.status, this.respHeaders);
    return this;
  }

  /**
   * Writes a chunk of a chunked response. An empty one is left out, as it would end the response.
   *
   * @returns `closed` when the client has gone; wait for it, so that a slow client is not flooded
   * @throws TypeError when `sendChunked` was not called
   * @see Plug.Conn.chunk/2
   */
  chunk(data: ResponseBody): "ok" | "closed" | Promise<"ok" | "closed"> {
    if (this.state !== "chunked")
      throw new TypeError("chunk needs a chunked response: call sendChunked(200) first");
    return data.length === 0 ? "ok" : this.adapter.chunk(data);
  }

  /**
   * Ends the request: sends what `resp` has set, ends a chunked response. Called by the endpoint.
   *
   * @throws NotSentError when there is no response
   */
  finish(): this {
    if (this.state === "set") this.sendResp();
    else if (this.state === "chunked") {
      this.adapter.endChunked();
      this.state = "sent";
    } else if (this.state === "unset") throw new NotSentError();
    return this;
  }

  /** Breaks off a response that has begun, so that the client does not take it for whole. Called by the endpoint after an error. */
  abort(error: unknown): this {
    this.adapter.abort(error);
    this.state = "sent";
    return this;
  }

  /**
   * Registers a function that runs right before the response goes out; the last registered runs first.
   *
   * @example
   * conn.registerBeforeSend((late) => late.putRespHeader("x-sent", "yes")).text("hello");
   * conn.getRespHeader("x-sent"); // "yes"
   * @see Plug.Conn.register_before_send/2
   */
  registerBeforeSend(callback: BeforeSend<this>): this {
    this.refuseSent("register a callback");
    this.beforeSend.push(callback);
    return this;
  }

  private runBeforeSend(): void {
    // Each runs once: when one fails, the error page is sent with those that are left.
    for (let callback = this.beforeSend.pop(); callback !== undefined; callback = this.beforeSend.pop())
      callback(this as never);
    if (this.sentCookies !== undefined)
      for (const { header } of this.sentCookies.values()) this.respHeaders.push(["set-cookie", header]);
  }

  /** Whether nothing was sent yet. */
  get sendable(): boolean {
    const { state } = this;
    return state === "unset" || state === "set" || state === "set_chunked" || state === "set_file";
  }

  protected refuseSent(what: string, name?: string): void {
    if (!this.sendable) throw new AlreadySentError(name === undefined ? what : `${what} "${name}"`);
  }
}
