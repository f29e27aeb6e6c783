import { CompileError } from "../code/index.ts";
import { projectFrames } from "../code/stack.ts";
import { escapeHtml } from "../component/escape.ts";
import type { Env } from "../config/config.ts";
import type { Header, HttpAdapter } from "../http/adapter.ts";

/**
 * Answers a request for which there is no application: with the reason in development and test, with a bare 500 in production.
 *
 * A client that does not ask for HTML gets text.
 */
export function sendErrorPage(request: HttpAdapter, error: Error, env: Env): void {
  const headers = (type: string): Header[] => [
    ["content-type", `${type}; charset=utf-8`],
    ["cache-control", "no-store"],
  ];
  if (env === "prod") {
    request.sendResp(500, headers("text/plain"), "Internal Server Error");
  } else if (request.headers.accept?.includes("text/html")) {
    request.sendResp(500, headers("text/html"), page(error));
  } else {
    request.sendResp(500, headers("text/plain"), `${title(error)}\n\n${error.message}\n`);
  }
}

function title(error: Error): string {
  return error instanceof CompileError
    ? "The application does not compile"
    : "The application does not start";
}

function page(error: Error): string {
  const compile = error instanceof CompileError ? error : undefined;
  const { file, line, column } = compile ?? { ...projectFrames(error)[0], column: undefined };
  const place = [file, line, column].filter(Boolean).join(":");
  const detail = compile ? compile.frame : trace(error);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title(error)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title(error)}</h1>
${place ? `<p class="place">${escapeHtml(place)}</p>` : ""}
<p class="reason">${escapeHtml(compile ? compile.reason : error.message)}</p>
${detail ? `<pre>${escapeHtml(detail)}</pre>` : ""}
<p class="note">The page appears again once this is put right.</p>
</main>
</body>
</html>
`;
}

/** The project's own part of the stack, or all of it where there is none; the causes below it. */
function trace(error: Error): string {
  const own = projectFrames(error).map(({ file, line, name }) => `${file}:${line}${name ? `  ${name}` : ""}`);
  const frames =
    own.length > 0 ? own : (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const cause =
    error.cause instanceof Error ? `\ncaused by ${error.cause.message}\n${trace(error.cause)}` : "";
  return `${frames.join("\n")}${cause}`;
}

const STYLE = `
:root { color-scheme: light dark; }
body { margin: 0; background: light-dark(#fdf6f4, #1d1614); color: light-dark(#2b211e, #efe5e1);
  font: 1rem/1.6 system-ui, sans-serif; }
main { max-width: 52rem; margin: 0 auto; padding: clamp(1.5rem, 8vh, 5rem) 1.25rem; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.25; color: light-dark(#b3261e, #f2a49d); }
p { margin: 0 0 1rem; }
.place, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875rem; }
.place { color: light-dark(#6b5b55, #b9aaa4); overflow-wrap: anywhere; }
.reason { white-space: pre-wrap; overflow-wrap: anywhere; }
pre { margin: 0 0 1.5rem; padding: 1rem; overflow-x: auto; border-radius: .5rem; background: light-dark(#fff, #2a201d); }
.note { color: light-dark(#6b5b55, #b9aaa4); }
`;
