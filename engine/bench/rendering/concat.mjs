// The floor: strings put together by hand.
const SPECIAL = /[&<>"']/;
const ENTITIES = { 38: "&amp;", 60: "&lt;", 62: "&gt;", 34: "&quot;", 39: "&#39;" };

function escapeText(text) {
  const first = text.search(SPECIAL);
  if (first === -1) return text;
  let out = "";
  let last = 0;
  for (let i = first; i < text.length; i++) {
    const entity = ENTITIES[text.charCodeAt(i)];
    if (entity === undefined) continue;
    out += text.slice(last, i) + entity;
    last = i + 1;
  }
  return out + text.slice(last);
}

export function table(rows) {
  let out = '<table class="table"><tbody>';
  for (const row of rows) {
    out += `<tr id="${escapeText(`row-${row.id}`)}" class="${escapeText(row.active ? "on" : "off")}"><td>${row.id}</td><td><a href="${escapeText(`/users/${row.id}`)}" title="${escapeText(row.email)}">${escapeText(row.name)}</a></td><td>${escapeText(row.email)}</td><td>${escapeText(row.note)}</td></tr>`;
  }
  return `${out}</tbody></table>`;
}

export function page({ title, user, products }) {
  const nav = `<nav class="nav"><a href="/">Home</a>${user ? `<b title="${escapeText(user.email)}">${escapeText(user.name)}</b>` : '<a href="/login">Log in</a>'}</nav>`;
  let cards = "";
  for (const { id, title, description } of products) {
    cards += `<section class="card" id="${escapeText(`product-${id}`)}"><h2>${escapeText(title)}</h2><p>${escapeText(description)}</p></section>`;
  }
  return `<!DOCTYPE html><html lang="en"><head><title>${escapeText(title)}</title></head><body>${nav}<main class="site-main"><h1>${escapeText(title)}</h1>${cards}</main></body></html>`;
}
