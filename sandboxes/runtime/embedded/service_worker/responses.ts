import type { SandboxError } from "../../sandbox.ts";
import { errorPage } from "../error_page.ts";

const bodiless = new Set([101, 204, 205, 304]);

/** Makes a `Response` of what the application answered, fit for a frame of the app's page. */
export function applicationResponse(
  status: number,
  headers: [string, string][],
  body: ArrayBuffer | ReadableStream<Uint8Array> | null,
): Response {
  if (status < 200 || status > 599) {
    return errorResponse(502, {
      kind: "platform",
      message: `The application answered with status ${status}. A browser shows answers with a status from 200 to 599.`,
    });
  }
  const sent = new Headers();
  for (const [name, value] of headers) {
    const forFrame = fitForFrame(name.toLowerCase(), value);
    if (forFrame !== undefined) sent.append(name, forFrame);
  }
  withIsolation(sent);
  return new Response(bodiless.has(status) ? null : body, { status, headers: sent });
}

/** The page of an error that no application could answer. */
export function errorResponse(status: number, error: SandboxError, script = ""): Response {
  const headers = new Headers({ "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  withIsolation(headers);
  return new Response(errorPage(error, script), { status, headers });
}

// The app's own page frames the preview, from another origin: what forbids that is for real deployments.
function fitForFrame(name: string, value: string): string | undefined {
  if (name === "x-frame-options") return;
  if (name !== "content-security-policy") return value;
  const rest = value.split(";").filter((directive) => !/^\s*frame-ancestors\b/i.test(directive));
  return rest.join(";").trim() || undefined;
}

// Lets a cross-origin isolated page frame the preview too; `credentialless` still lets pages show images from elsewhere.
function withIsolation(headers: Headers): void {
  headers.set("cross-origin-embedder-policy", "credentialless");
  headers.set("cross-origin-resource-policy", "cross-origin");
}
