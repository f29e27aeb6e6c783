import { crypto } from "#crypto";
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
 * @example
 * endpoint({ otpApp: "hello" }).plug(requestId())
 * @see Plug.RequestId
 */
export function requestId(options: RequestIdOptions = {}): AnyPlugFunction {
  const { httpHeader = "x-request-id", assignAs } = options;
  return function requestId(conn) {
    const sent = conn.getReqHeader(httpHeader);
    const id = sent !== undefined && sent.length >= 20 && sent.length <= 200 ? sent : generate();
    conn.private.requestId = id;
    if (assignAs !== undefined) conn.assign(assignAs, id);
    return conn.putRespHeader(httpHeader, id);
  };
}

const prefix = crypto.encodeBase64Url(crypto.randomBytes(9));
let counter = 0;

/** An id need not be hard to guess, only be given out once: a random part for this process, and a count. */
function generate(): string {
  counter++;
  return prefix + counter.toString(36).padStart(8, "0");
}
