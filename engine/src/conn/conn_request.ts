import type { HttpAdapter, PeerData, ReadBodyOptions } from "../http/adapter.ts";
import { parseCookies } from "./cookies.ts";
import {
  BadRequestError,
  InvalidHeaderError,
  RequestTimeoutError,
  RequestTooLargeError,
  UriTooLongError,
} from "./errors.ts";
import { checkHeader } from "./headers.ts";
import { decodeQuery, newParams, type Params } from "./query.ts";
import { originForm, splitAuthority, splitPath } from "./target.ts";

const NO_SEGMENTS: string[] = [];

/**
 * The part of a conn that is the request. What costs something (query, cookies, path segments, host) is worked out when it is first
 * asked for.
 */
export abstract class ConnRequest {
  /** Request method in upper case; `head()` and `methodOverride()` change it. */
  method: string;
  /** Path as requested, undecoded: `/hello/J%C3%B6rg`. */
  readonly requestPath: string;
  /** What follows the `?`, without it; `""` when there is none. */
  queryString: string;
  /** Path segments that `forward` and scopes took off the front of `pathInfo`. */
  scriptName: string[] = NO_SEGMENTS;
  private changedReqHeaders: Record<string, string> | undefined = undefined;
  private cookieCache: Record<string, string> | undefined = undefined;
  private pathInfoCache: string[] | undefined = undefined;
  private paramsCache: Params | undefined = undefined;
  private queryParamsCache: Params | undefined = undefined;
  private bodyParamsCache: Params | undefined = undefined;
  private pathParamsCache: Record<string, string | string[]> | undefined = undefined;
  private schemeCache: "http" | "https" | undefined = undefined;
  private hostCache: string | undefined = undefined;
  private portCache: number | undefined = undefined;
  private remoteIpCache: string | undefined = undefined;

  /** @param adapter the request as the server gave it */
  constructor(readonly adapter: HttpAdapter) {
    this.method = adapter.method;
    let target = adapter.target;
    // `GET http://host/path` is legal; a client may send it although we are no proxy.
    if (target.charCodeAt(0) !== 47) target = originForm(target);
    const query = target.indexOf("?");
    if (query < 0) {
      this.requestPath = target;
      this.queryString = "";
    } else {
      this.requestPath = target.slice(0, query);
      this.queryString = target.slice(query + 1);
    }
  }

  /** `http` or `https`; `rewriteOn()` changes it behind a proxy. */
  get scheme(): "http" | "https" {
    return this.schemeCache ?? this.adapter.scheme;
  }
  set scheme(scheme: "http" | "https") {
    this.schemeCache = scheme;
  }

  /** Host asked for, without port. */
  get host(): string {
    this.hostCache ??= splitAuthority(this.adapter.authority).host;
    return this.hostCache;
  }
  set host(host: string) {
    this.hostCache = host;
  }

  /** Port asked for; that of the scheme when the host names none. */
  get port(): number {
    this.portCache ??= splitAuthority(this.adapter.authority).port ?? (this.scheme === "https" ? 443 : 80);
    return this.portCache;
  }
  set port(port: number) {
    this.portCache = port;
  }

  /** Segments of the path, undecoded, without empty ones: `/users//1/` → `["users", "1"]`. */
  get pathInfo(): string[] {
    this.pathInfoCache ??= splitPath(this.requestPath);
    return this.pathInfoCache;
  }
  set pathInfo(segments: string[]) {
    this.pathInfoCache = segments;
  }

  /** Request headers by lower-case name. */
  get reqHeaders(): Readonly<Record<string, string>> {
    return this.changedReqHeaders ?? this.adapter.headers;
  }

  /** Address of the client; `rewriteOn()` changes it behind a proxy. */
  get remoteIp(): string {
    this.remoteIpCache ??= this.adapter.peer().address;
    return this.remoteIpCache;
  }
  set remoteIp(address: string) {
    this.remoteIpCache = address;
  }

  /**
   * URL that the request asked for; a port that goes without saying is left out (`Plug.Conn.request_url/1`).
   *
   * @example
   * conn.requestUrl(); // "http://www.example.com/hello/Frank?page=2"
   */
  requestUrl(): string {
    const { scheme, port, queryString } = this;
    const usual = port === (scheme === "https" ? 443 : 80);
    return `${scheme}://${this.host}${usual ? "" : `:${port}`}${this.requestPath}${queryString === "" ? "" : `?${queryString}`}`;
  }

  /** Version of HTTP that the client speaks (`Plug.Conn.get_http_protocol/1`). */
  getHttpProtocol(): HttpAdapter["httpVersion"] {
    return this.adapter.httpVersion;
  }

  /** Address and port at the other end of the connection (`Plug.Conn.get_peer_data/1`). */
  getPeerData(): PeerData {
    return this.adapter.peer();
  }

  /**
   * A request header; repeated ones are joined with `, `.
   *
   * @param name in lower case
   * @returns `undefined` when the client sent none
   * @example conn.getReqHeader("accept")
   * @see Plug.Conn.get_req_header/2
   */
  getReqHeader(name: string): string | undefined {
    const changed = this.changedReqHeaders;
    return changed === undefined ? this.adapter.header(name) : changed[name];
  }

  /** Refuses a change once the response has gone out. */
  protected abstract refuseSent(what: string): void;

  /**
   * Sets a request header, for the plugs that follow.
   *
   * @param name in lower case
   * @throws InvalidHeaderError when the name is not a lower-case token, or the value has a line break
   * @throws AlreadySentError
   * @see Plug.Conn.put_req_header/3
   */
  putReqHeader(name: string, value: string): this {
    this.refuseSent(`put the request header "${name}"`);
    if (name === "host")
      throw new InvalidHeaderError('set conn.host in place of the header "host", which nothing reads again');
    checkHeader(name, value);
    this.ownReqHeaders()[name] = value;
    if (name === "cookie") this.cookieCache = undefined;
    return this;
  }

  /**
   * Sets several request headers (`Plug.Conn.merge_req_headers/2`).
   *
   * @example
   * conn.mergeReqHeaders({ "x-one": "1", "x-two": "2" }).getReqHeader("x-two"); // "2"
   */
  mergeReqHeaders(headers: Readonly<Record<string, string>>): this {
    for (const name of Object.keys(headers)) this.putReqHeader(name, headers[name]!);
    return this;
  }

  /**
   * Changes a request header, or sets it to `initial` when there is none (`Plug.Conn.update_req_header/4`).
   *
   * @example
   * conn.updateReqHeader("x-way", "proxy", (way) => `${way}, proxy`).getReqHeader("x-way"); // "proxy"
   */
  updateReqHeader(name: string, initial: string, update: (value: string) => string): this {
    const value = this.getReqHeader(name);
    return this.putReqHeader(name, value === undefined ? initial : update(value));
  }

  /** Removes a request header (`Plug.Conn.delete_req_header/2`). */
  deleteReqHeader(name: string): this {
    this.refuseSent(`delete the request header "${name}"`);
    delete this.ownReqHeaders()[name];
    if (name === "cookie") this.cookieCache = undefined;
    return this;
  }

  private ownReqHeaders(): Record<string, string> {
    this.changedReqHeaders ??= Object.assign(
      Object.create(null) as Record<string, string>,
      this.adapter.headers,
    );
    return this.changedReqHeaders;
  }

  /** Parameters of the query. Decoded on first use; `fetchQueryParams` does it where a broken query should be refused. */
  get queryParams(): Params {
    this.queryParamsCache ??= decodeQuery(this.queryString);
    return this.queryParamsCache;
  }
  set queryParams(params: Params) {
    this.queryParamsCache = params;
    if (this.paramsCache !== undefined)
      Object.assign(this.paramsCache, params, this.bodyParamsCache, this.pathParamsCache);
  }

  /** Parameters of the body; empty until `parsers()` has run. */
  get bodyParams(): Params {
    return this.bodyParamsCache ?? newParams();
  }
  set bodyParams(params: Params) {
    this.bodyParamsCache = params;
    if (this.paramsCache !== undefined) Object.assign(this.paramsCache, params, this.pathParamsCache);
  }

  /** Whether the body was parsed. */
  get bodyFetched(): boolean {
    return this.bodyParamsCache !== undefined;
  }

  /** Decoded parameters of the route's path; set by the router. */
  get pathParams(): Record<string, string | string[]> {
    this.pathParamsCache ??= {};
    return this.pathParamsCache;
  }
  set pathParams(params: Record<string, string | string[]>) {
    this.pathParamsCache = params;
    if (this.paramsCache !== undefined) Object.assign(this.paramsCache, params);
  }

  /** Parameters of query, body and path together; a later of these goes before an earlier. */
  get params(): Params {
    if (this.paramsCache === undefined)
      this.paramsCache = Object.assign(
        newParams(),
        this.queryString === "" && this.queryParamsCache === undefined ? undefined : this.queryParams,
        this.bodyParamsCache,
        this.pathParamsCache,
      );
    return this.paramsCache;
  }
  set params(params: Params) {
    this.paramsCache = params;
  }

  /**
   * Decodes the query now, so that a broken one is refused here. Its parameters join those that were put on the conn by hand, which
   * go before them.
   *
   * @param options `length`: most characters of the query, default 1 000 000
   * @throws InvalidQueryError (400), UriTooLongError (414)
   * @see Plug.Conn.fetch_query_params/2
   */
  fetchQueryParams(options?: { length?: number }): this {
    const { length } = this.queryString;
    if (length === 0) return this;
    const limit = options?.length ?? 1_000_000;
    if (length > limit)
      throw new UriTooLongError(length, limit, "query has", "queryStringLength of parsers()");
    const { queryParams } = this;
    const known = this.paramsCache;
    if (known !== undefined)
      for (const name in queryParams) if (!Object.hasOwn(known, name)) known[name] = queryParams[name];
    return this;
  }

  /**
   * Reads the whole body, once; after that it is empty. `parsers()` has read it already when the content type is one of its own.
   *
   * @param options `length`: most bytes accepted, default 8 000 000; `readLength`: bytes of one read from the client, default
   *   1 000 000; `readTimeout`: milliseconds that one read may take, until it is full or the body has ended, default 15 000
   * @throws RequestTooLargeError (413), RequestTimeoutError (408), BadRequestError (400) when the client went away
   * @see Plug.Conn.read_body/2
   */
  async readBody(options: Partial<ReadBodyOptions> = {}): Promise<Uint8Array> {
    const { length = 8_000_000, readLength = 1_000_000, readTimeout = 15_000 } = options;
    if (!(readLength >= 1)) throw new TypeError(`readBody: readLength must be from 1, not ${readLength}`);
    const result = await this.adapter.readBody({ length, readLength, readTimeout });
    if (result.status === "ok") return result.body;
    if (result.status === "too_large") throw new RequestTooLargeError();
    if (result.status === "timeout") throw new RequestTimeoutError();
    throw new BadRequestError("the client closed the connection before the body was complete");
  }

  /** Cookies of the request by name, as sent. */
  get reqCookies(): Readonly<Record<string, string>> {
    this.cookieCache ??= parseCookies(this.getReqHeader("cookie") ?? "");
    return this.cookieCache;
  }
}
