/** Text between tags as JSX reads it: lines are trimmed and joined with one space, lines of white space alone vanish. */
export function cleanText(text: string): string {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length === 1) return text;
  const last = lines.length - 1;
  const kept: string[] = [];
  lines.forEach((line, index) => {
    let trimmed = line.replace(/\t/g, " ");
    if (index !== 0) trimmed = trimmed.replace(/^ +/, "");
    if (index !== last) trimmed = trimmed.replace(/ +$/, "");
    if (trimmed !== "") kept.push(trimmed);
  });
  return kept.join(" ");
}

/** Text that stands in the static part of a template. */
export function escapeStatic(text: string): string {
  return text.replace(/[&<>]/g, (c) => (c === "&" ? "&amp;" : c === "<" ? "&lt;" : "&gt;"));
}
