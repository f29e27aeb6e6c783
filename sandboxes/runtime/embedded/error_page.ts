import type { SandboxError } from "../sandbox.ts";

/** A page for an error that no application could answer; `script` goes into its head. */
export function errorPage(error: SandboxError, script = ""): string {
  const place = error.file
    ? `<p><code>${escapeHtml(error.file)}${error.line ? `:${error.line}` : ""}</code></p>`
    : "";
  const frame = error.frame ? `<pre>${escapeHtml(error.frame)}</pre>` : "";
  return `<!doctype html><html lang="en"><head>${script}<meta charset="utf-8"><title>The application is not running</title>
<meta name="viewport" content="width=device-width"><style>body{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:40rem;padding:0 1rem;color-scheme:light dark}</style></head>
<body><h1>The application is not running</h1><p>${escapeHtml(error.message)}</p>${place}${frame}</body></html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
