import { escapeHtml } from "../component/escape.ts";
import { DEBUG_CSS } from "./debug_css.ts";
import { debugMarkdown } from "./debug_markdown.ts";
import type { StackFrame } from "./stack_trace.ts";

/** One table of the page. */
export interface DebugSection {
  title: string;
  entries: [name: string, value: string][];
}

/** What the debug page shows. */
export interface DebugModel {
  name: string;
  message: string;
  /** `404 Not Found` */
  status: string;
  method: string;
  path: string;
  /** Of an error of the compiler. */
  frame: { place: string; text: string } | undefined;
  frames: StackFrame[];
  /** What opens a frame in an editor. */
  editorUrl: ((frame: StackFrame) => string) | undefined;
  causes: string[];
  /** The route table, when no route fitted. */
  routes: string | undefined;
  sections: DebugSection[];
}

/** A button that mends what is wrong, and the address that it posts to. */
export interface DebugButton {
  label: string;
  href: string;
}

/** The debug page. Nothing on it comes from another address, so that it shows without a network too. */
export function debugHtml(model: DebugModel, buttons: readonly DebugButton[]): string {
  const own = model.frames.filter((frame) => frame.own);
  const rest = model.frames.filter((frame) => !frame.own);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(model.name)} at ${escapeHtml(model.method)} ${escapeHtml(model.path)}</title>
<style>${DEBUG_CSS}</style>
</head>
<body>
<header>
<p class="where"><span class="status">${escapeHtml(model.status)}</span> ${escapeHtml(model.method)} ${escapeHtml(model.path)}</p>
<h1>${escapeHtml(model.name)}</h1>
<p class="message">${escapeHtml(model.message)}</p>
${model.causes.map((cause) => `<p class="cause">caused by ${escapeHtml(cause)}</p>`).join("\n")}
${actions(buttons)}
<p><button type="button" class="copy" data-markdown="${escapeHtml(debugMarkdown(model))}" onclick="navigator.clipboard.writeText(this.dataset.markdown).then(() => { this.textContent = 'Copied'; })">Copy as Markdown</button></p>
</header>
<main>
${compileFrame(model)}
${own.map((frame, i) => sourceFrame(frame, i === 0, model.editorUrl)).join("\n")}
${routes(model)}
${otherFrames(rest, own.length === 0 && model.routes === undefined)}
${model.sections.map(section).join("\n")}
</main>
</body>
</html>
`;
}

function actions(buttons: readonly DebugButton[]): string {
  if (buttons.length === 0) return "";
  const forms = buttons.map(
    ({ label, href }) =>
      `<form method="post" action="${escapeHtml(href)}"><button>${escapeHtml(label)}</button></form>`,
  );
  return `<div class="actions">${forms.join("")}</div>`;
}

function compileFrame({ frame }: DebugModel): string {
  if (frame === undefined) return "";
  return `<section><h2 class="place">${escapeHtml(frame.place)}</h2><pre class="source">${escapeHtml(frame.text)}</pre></section>`;
}

function sourceFrame(frame: StackFrame, open: boolean, editorUrl: DebugModel["editorUrl"]): string {
  const place = `${escapeHtml(frame.file)}:${frame.line}`;
  const name = frame.name === "" ? "" : ` <span class="name">${escapeHtml(frame.name)}</span>`;
  const lines = frame.excerpt.map(
    ({ number, text, at }) =>
      `<span class="line${at ? " at" : ""}"><span class="number">${number}</span>${escapeHtml(text) || " "}</span>`,
  );
  const source = lines.length === 0 ? "" : `<pre class="source" tabindex="0">${lines.join("")}</pre>`;
  const edit =
    editorUrl === undefined ? "" : ` <a href="${escapeHtml(editorUrl(frame))}">Open in the editor</a>`;
  return `<details class="frame"${open ? " open" : ""}><summary><span class="place">${place}</span>${name}</summary>${edit}${source}</details>`;
}

function otherFrames(frames: StackFrame[], open: boolean): string {
  if (frames.length === 0) return "";
  const items = frames.map(
    (frame) =>
      `<li><span class="place">${escapeHtml(frame.file)}:${frame.line}</span> <span class="name">${escapeHtml(frame.name)}</span></li>`,
  );
  return `<details class="frame"${open ? " open" : ""}><summary>Framework and packages (${frames.length})</summary><ol class="others">${items.join("")}</ol></details>`;
}

function routes({ routes }: DebugModel): string {
  if (routes === undefined) return "";
  return `<section><h2>Available routes</h2><pre class="source" tabindex="0">${escapeHtml(routes)}</pre></section>`;
}

function section({ title, entries }: DebugSection): string {
  if (entries.length === 0) return "";
  const rows = entries.map(
    ([name, value]) =>
      `<tr><th scope="row">${escapeHtml(name)}</th><td><code>${escapeHtml(value)}</code></td></tr>`,
  );
  return `<section><h2>${escapeHtml(title)}</h2><table>${rows.join("")}</table></section>`;
}
