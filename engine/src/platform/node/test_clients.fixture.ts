import * as http from "node:http";
import type * as http2 from "node:http2";
import * as https from "node:https";
import type { Header } from "../../http/adapter.ts";
import type { ContractRequest, ContractResponse } from "../../http/contract.fixture.ts";

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

export function openHttp1(
  port: number,
  { method = "GET", target = "/", headers = [], body }: ContractRequest,
  tls?: https.RequestOptions,
): http.ClientRequest {
  const all = headers.some(([name]) => name === "host")
    ? headers
    : [["host", `127.0.0.1:${port}`], ...headers];
  // Node takes a flat list of names and values too, and then sends them as they stand; its types do not say so.
  const flat = all.flat() as unknown as http.OutgoingHttpHeaders;
  const request = (tls ? https : http).request({
    ...tls,
    port,
    host: "127.0.0.1",
    method,
    path: target,
    agent: false,
    headers: flat,
  });
  request.on("error", () => {});
  void write(request, body);
  return request;
}

export function sendHttp1(
  port: number,
  request: ContractRequest,
  tls?: https.RequestOptions,
): Promise<ContractResponse> {
  return new Promise((resolve, reject) => {
    openHttp1(port, request, tls)
      .on("error", reject)
      .on("response", async (response) => {
        const chunks: Buffer[] = [];
        try {
          for await (const chunk of response) chunks.push(chunk as Buffer);
        } catch (error) {
          reject(error);
        }
        const headers: Header[] = [];
        for (let i = 0; i < response.rawHeaders.length; i += 2)
          headers.push([response.rawHeaders[i]!.toLowerCase(), response.rawHeaders[i + 1]!]);
        resolve({ status: response.statusCode!, headers, body: Buffer.concat(chunks) });
      });
  });
}

async function write(
  request: http.ClientRequest | http2.ClientHttp2Stream,
  body: ContractRequest["body"],
): Promise<void> {
  if (typeof body === "object" && "pieces" in body) {
    for (const [i, piece] of body.pieces.entries()) {
      if (i > 0) await pause(body.pause);
      if (request.destroyed || request.closed) return;
      request.write(piece);
    }
    await pause(20);
    if (body.cut) {
      // Without an error Node ends a stream of HTTP/2 properly before it resets it.
      request.destroy(new Error("the client goes away"));
      return;
    }
  } else if (body !== undefined) request.write(body.length === 0 ? "" : body);
  request.end();
}

/** Begins a request of HTTP/2. */
export function openHttp2(
  session: http2.ClientHttp2Session,
  { method = "GET", target = "/", headers = [], body }: ContractRequest,
): http2.ClientHttp2Stream {
  const sent: Record<string, string | string[]> = { ":method": method, ":path": target };
  for (const [given, value] of headers) {
    const name = given === "host" ? ":authority" : given.toLowerCase();
    const before = sent[name];
    sent[name] = before === undefined ? value : [...[before].flat(), value];
  }
  const request = session.request(sent, { endStream: body === undefined });
  request.on("error", () => {});
  if (body !== undefined) void write(request, body);
  return request;
}

/** Sends a request of HTTP/2, and rejects when its response is not whole. */
export function sendHttp2(
  session: http2.ClientHttp2Session,
  request: ContractRequest,
): Promise<ContractResponse> {
  return new Promise((resolve, reject) => {
    const stream = openHttp2(session, request);
    let status = 0;
    const headers: Header[] = [];
    const chunks: Buffer[] = [];
    stream.on("response", (received) => {
      status = received[":status"]!;
      for (const [name, value] of Object.entries(received)) {
        for (const one of [value].flat()) if (!name.startsWith(":")) headers.push([name, String(one)]);
      }
    });
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("error", reject);
    stream.on("close", () => {
      if (status === 0) reject(new Error(`no response, code ${stream.rstCode}`));
      else resolve({ status, headers, body: Buffer.concat(chunks) });
    });
  });
}
