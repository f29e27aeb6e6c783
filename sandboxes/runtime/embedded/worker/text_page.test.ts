import { expect, test } from "vitest";
import { TextPage } from "./text_page.ts";

function page(text: string, size = text.length || 1): string {
  const page = new TextPage("<S>");
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  let html = "";
  for (let at = 0; at < bytes.length; at += size)
    html += decoder.decode(page.push(bytes.slice(at, at + size)), { stream: true });
  return html + decoder.decode(page.end());
}

test.each([
  ["From messenger Frank", "From messenger Frank"],
  ["a < b && c > d", "a &lt; b &amp;&amp; c > d"],
  ["</pre><script>é</script>", "&lt;/pre>&lt;script>é&lt;/script>"],
  ["", ""],
])("%j is shown as it is, whole or byte by byte", (text, shown) => {
  const whole = page(text);
  expect(whole).toMatch(/^<!DOCTYPE html><html><head><S>/);
  expect(whole.slice(whole.indexOf("<pre"))).toBe(
    `<pre style="overflow-wrap: break-word; white-space: pre-wrap;">\n${shown}</pre></body></html>`,
  );
  expect(page(text, 1)).toBe(whole);
});
