const SPECIAL = /[&<>"']/;

/**
 * Escapes text so that it is safe between tags and inside a quoted attribute.
 *
 * @example escapeHtml("<b>") // "&lt;b&gt;"
 * @see Phoenix.HTML.html_escape/1
 */
export function escapeHtml(text: string): string {
  const first = text.search(SPECIAL);
  if (first === -1) return text;
  let out = "";
  let last = 0;
  for (let i = first; i < text.length; i++) {
    let entity: string;
    switch (text.charCodeAt(i)) {
      case 38:
        entity = "&amp;";
        break;
      case 60:
        entity = "&lt;";
        break;
      case 62:
        entity = "&gt;";
        break;
      case 34:
        entity = "&quot;";
        break;
      case 39:
        entity = "&#39;";
        break;
      default:
        continue;
    }
    out += text.slice(last, i) + entity;
    last = i + 1;
  }
  return out + text.slice(last);
}

/**
 * JSON that may stand inside `<script>`: no `<`, so that no value can end the element or open a comment.
 *
 * @param value anything `JSON.stringify` takes; `undefined` becomes `null`
 */
export function scriptJson(value: unknown): string {
  const json = JSON.stringify(value) ?? "null";
  return json.replace(/[<>&\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const IN_JAVASCRIPT: Record<string, string> = {
  "\\": "\\\\",
  "</": "<\\/",
  "\r\n": "\\n",
  "\n": "\\n",
  "\r": "\\n",
  '"': '\\"',
  "'": "\\'",
  "`": "\\`",
  "\u2028": "\\u2028",
  "\u2029": "\\u2029",
  "\u0000": "\\u0000",
};

/**
 * Escapes text that is put between quotes in a piece of JavaScript, such as a fragment of a page that a script inserts.
 *
 * In a `<script>` of a template nothing is needed: what stands in braces there becomes JSON.
 *
 * @example javascriptEscape("it's </p>"); // "it\\'s <\\/p>"
 * @see Phoenix.HTML.javascript_escape/1
 */
export function javascriptEscape(text: string): string {
  return text.replace(/<\/|\r\n|[\\"'`\u2028\u2029\p{Cc}]/gu, (found) => IN_JAVASCRIPT[found] ?? found);
}

/**
 * Escapes text that is to be a name in a CSS selector, as `CSS.escape` of browsers does.
 *
 * @example cssEscape("hi there"); // "hi\\ there"
 * @see Phoenix.HTML.css_escape/1
 */
export function cssEscape(text: string): string {
  if (text === "-") return "\\-";
  return [...text]
    .map((character, index) => {
      if (character === "\u0000") return "\ufffd";
      const leading = index === 0 || (index === 1 && text.startsWith("-"));
      if (/^[^\P{Cc}\u0080-\u009f]$/u.test(character) || (leading && /\d/.test(character)))
        return `\\${character.codePointAt(0)!.toString(16).toUpperCase()} `;
      return /[\w-]/.test(character) || character >= "\u0080" ? character : `\\${character}`;
    })
    .join("");
}
