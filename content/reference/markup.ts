import type { SeeData } from "./reference_data.ts";

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => escapes[character]!);
}

/** What doc comments use of Markdown, as HTML: paragraphs, lists, `code` and `{@link Name}`. */
export function textHtml(text: string, linkOf: (name: string) => string | undefined): string {
  return text
    .split(/\n\s*\n/)
    .filter((block) => block.trim() !== "")
    .map((block) => {
      const lines = block.trim().split("\n");
      if (!lines[0]!.startsWith("- ")) return `<p>${inlineHtml(lines.join(" "), linkOf)}</p>`;
      const items = block
        .trim()
        .split(/(?:^|\n)- /)
        .slice(1);
      return `<ul>${items.map((item) => `<li>${inlineHtml(item.replace(/\s*\n\s*/g, " "), linkOf)}</li>`).join("")}</ul>`;
    })
    .join("");
}

/** One run of text as HTML. */
export function inlineHtml(text: string, linkOf: (name: string) => string | undefined): string {
  return text
    .replace(/\s*\n\s*/g, " ")
    .split(/(`[^`]+`|\{@link \w+\})/)
    .map((part) => {
      const name = /^\{@link (\w+)\}$/.exec(part)?.[1];
      const code = name ?? /^`([^`]+)`$/.exec(part)?.[1];
      if (code === undefined) return escapeHtml(part);
      const href = linkOf(code.replace(/\(\)$/, ""));
      const html = `<code>${escapeHtml(code)}</code>`;
      return href === undefined ? html : `<a href="${href}">${html}</a>`;
    })
    .join("");
}

/** The first sentence, without marks. */
export function firstSentence(text: string): string {
  const plain = text
    .split(/\n\s*\n/)[0]!
    .replace(/\s+/g, " ")
    .replace(/\{@link (\w+)\}/g, "$1")
    .replace(/`/g, "");
  return /^.*?[.!?](?=\s|$)/.exec(plain)?.[0] ?? plain;
}

const hosts: [RegExp, string][] = [
  [/^Phoenix\.HTML\b/, "https://hexdocs.pm/phoenix_html/"],
  [/^Phoenix\.(Component|LiveView)\b/, "https://hexdocs.pm/phoenix_live_view/"],
  [/^Phoenix\.Ecto\b/, "https://hexdocs.pm/phoenix_ecto/"],
  [/^Phoenix\b/, "https://hexdocs.pm/phoenix/1.7.21/"],
  [/^Plug\.Crypto\b/, "https://hexdocs.pm/plug_crypto/"],
  [/^Plug\b/, "https://hexdocs.pm/plug/"],
  [/^Ecto\.(Migration|Migrator|Adapters)\b/, "https://hexdocs.pm/ecto_sql/"],
  [/^Ecto\b/, "https://hexdocs.pm/ecto/"],
];

/** The page that documents a module or function of Phoenix, Plug or Ecto: `Phoenix.Controller.redirect/2`. */
export function seeData(name: string): SeeData {
  const [, module, func] =
    /^([A-Z]\w*(?:\.[A-Z]\w*)*)(?:\.([a-z_]\w*[?!]?\/\d+))?(?:\.html)?$/.exec(name.trim()) ?? [];
  const host = module && hosts.find(([pattern]) => pattern.test(module))?.[1];
  if (!host) return { name: name.trim() };
  return { name: name.trim(), href: `${host}${module}.html${func ? `#${func}` : ""}` };
}
