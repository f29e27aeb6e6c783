// The floor: what each route costs with nothing but node:http, written by hand.
import { createHmac, randomBytes } from "node:crypto";
import { names } from "./names.mjs";
import { serve } from "./serve.mjs";

const key = Buffer.alloc(32, 7);
const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escapeHtml = (text) => text.replace(/[&<>"']/g, (char) => escapes[char]);

function send(response, status, type, body, headers = []) {
  response.writeHead(status, [
    "content-type",
    type,
    "content-length",
    String(Buffer.byteLength(body)),
    ...headers,
  ]);
  response.end(body);
}

function page(request, response) {
  const cookie = /(?:^|; )_bench=([^;]*)/.exec(request.headers.cookie ?? "")?.[1];
  let session = {};
  if (cookie !== undefined) {
    const [data, signature] = cookie.split(".");
    if (createHmac("sha256", key).update(data).digest("base64url") === signature)
      session = JSON.parse(Buffer.from(data, "base64url").toString());
  }
  const headers = [
    "referrer-policy",
    "strict-origin-when-cross-origin",
    "content-security-policy",
    "base-uri 'self'; frame-ancestors 'self';",
    "x-content-type-options",
    "nosniff",
    "x-permitted-cross-domain-policies",
    "none",
  ];
  if (session.csrf === undefined) {
    session.csrf = randomBytes(18).toString("base64url");
    const data = Buffer.from(JSON.stringify(session)).toString("base64url");
    const signature = createHmac("sha256", key).update(data).digest("base64url");
    headers.push("set-cookie", `_bench=${data}.${signature}; path=/; HttpOnly; SameSite=Lax`);
  }
  const token = Buffer.from(session.csrf, "base64url");
  const mask = randomBytes(18);
  const masked = Buffer.alloc(36);
  for (let i = 0; i < 18; i++) {
    masked[i] = token[i] ^ mask[i];
    masked[18 + i] = mask[i];
  }
  let rows = "";
  for (const [i, name] of names.entries())
    rows += `<tr id="row-${i}"><td>${i}</td><td>${escapeHtml(name)}</td></tr>`;
  send(
    response,
    200,
    "text/html; charset=utf-8",
    `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="csrf-token" content="${masked.toString("base64url")}"><title>Bench</title></head><body><header><h1>Bench</h1></header><main><table>${rows}</table></main></body></html>`,
    headers,
  );
}

serve((request, response) => {
  const { url } = request;
  if (url === "/text") send(response, 200, "text/plain; charset=utf-8", "Hello World");
  else if (url.startsWith("/api/users/"))
    send(
      response,
      200,
      "application/json; charset=utf-8",
      JSON.stringify({ id: url.slice(11), name: "Ada Lovelace" }),
    );
  else if (url === "/page") page(request, response);
  else if (url.startsWith("/r250/")) send(response, 200, "text/plain; charset=utf-8", url.slice(6));
  else send(response, 404, "text/plain; charset=utf-8", "Not Found");
});
