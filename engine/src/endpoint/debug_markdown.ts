import type { DebugModel, DebugSection } from "./debug_html.ts";
import type { StackFrame } from "./stack_trace.ts";

/** The debug page as text, for clients that do not read HTML and for the clipboard. */
export function debugMarkdown(model: DebugModel): string {
  const parts = [`# ${model.name} at ${model.method} ${model.path}`, model.message];
  for (const cause of model.causes) parts.push(`Caused by ${cause}`);
  if (model.frame !== undefined) parts.push(`\`${model.frame.place}\``, fenced(model.frame.text));
  const first = model.frames.find((frame) => frame.excerpt.length > 0);
  if (first !== undefined) parts.push(`\`${first.file}:${first.line}\``, fenced(source(first)));
  if (model.frames.length > 0) parts.push(fenced(model.frames.map(place).join("\n")));
  if (model.routes !== undefined) parts.push("## Available routes", fenced(model.routes));
  for (const section of model.sections) if (section.entries.length > 0) parts.push(...list(section));
  return `${parts.join("\n\n")}\n`;
}

function place({ file, line, column, name }: StackFrame): string {
  return `${file}:${line}:${column}${name === "" ? "" : ` ${name}`}`;
}

function source({ excerpt }: StackFrame): string {
  const width = String(excerpt.at(-1)?.number ?? "").length;
  return excerpt
    .map(({ number, text, at }) => `${at ? ">" : " "} ${String(number).padStart(width)} | ${text}`.trimEnd())
    .join("\n");
}

function list({ title, entries }: DebugSection): string[] {
  const lines = entries.map(([name, value]) => `* ${name}: ${value.replace(/\s*\n\s*/g, " ")}`);
  return [`## ${title}`, lines.join("\n")];
}

/** Text that is shown as it is, whatever fences it holds itself. */
function fenced(text: string): string {
  let fence = "```";
  while (text.includes(fence)) fence += "`";
  return `${fence}\n${text}\n${fence}`;
}
