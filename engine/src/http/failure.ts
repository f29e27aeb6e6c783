import type { HttpAdapter } from "./adapter.ts";

/** The answer to a request whose handler failed before anything was sent: status 500, and nothing about the reason. */
export function sendFailure(adapter: HttpAdapter): void {
  adapter.sendResp(500, [["content-type", "text/plain; charset=utf-8"]], "Internal Server Error");
}
