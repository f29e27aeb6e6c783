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
