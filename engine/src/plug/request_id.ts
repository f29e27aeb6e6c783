import { crypto } from "#crypto";
import { checkHeader } from "../conn/headers.ts";
import type { AnyPlugFunction } from "./plug.ts";

/** Options of `requestId()`. */
export interface RequestIdOptions {
  /** Header that brings an id and carries it back; default `x-request-id`. */
  httpHeader?: string;
  /** Name of an assign that gets the id too. */
  assignAs?: string;
}

/**
 * Makes a plug that gives every request an id: the one that the client or proxy sent when it has 20 to 200 characters, else a new one.
 * It is in the response's header and in the log.
 *
 * @throws InvalidHeaderError when the header's name is none
 * @example
 * endpoint({ otpApp: "hello" }).plug(requestId())
 * @see Plug.RequestId
 */
export function requestId(options: RequestIdOptions = {}): AnyPlugFunction {
  const { httpHeader = "x-request-id", assignAs } = options;
  checkHeader(httpHeader, "");
  return function requestId(conn) {
    const sent = conn.getReqHeader(httpHeader);
    const own = sent === undefined || sent.length < 20 || sent.length > 200;
    const id = own ? generate() : sent;
    conn.private.requestId = id;
    if (assignAs !== undefined) conn.assign(assignAs, id);
    // An id of our own needs no check, and most requests get one.
    if (!own || conn.getRespHeader(httpHeader) !== undefined) return conn.putRespHeader(httpHeader, id);
    conn.respHeaders.push([httpHeader, id]);
    return conn;
  };
}

const prefix = crypto.encodeBase64Url(crypto.randomBytes(9));
let counter = 0;

/** An id need not be hard to guess, only be given out once: a random part for this process, and a count. */
function generate(): string {
  counter++;
  return prefix + counter.toString(36).padStart(8, "0");
}
