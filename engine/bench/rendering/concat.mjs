// The floor: strings put together by hand.
const SPECIAL = /[&<>"']/;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escape(value) {
  const text = String(value);
  return SPECIAL.test(text) ? text.replace(/[&<>"']/g, (c) => ENTITIES[c]) : text;
}

export function table(rows) {
  let out = '<table class="table"><tbody>';
  for (const row of rows) {
    out += `<tr id="${escape(`row-${row.id}`)}" class="${escape(row.active ? "on" : "off")}"><td>${row.id}</td><td><a href="${escape(`/users/${row.id}`)}" title="${escape(row.email)}">${escape(row.name)}</a></td><td>${escape(row.email)}</td><td>${escape(row.note)}</td></tr>`;
  }
  return `${out}</tbody></table>`;
}

export function page({ title, user, products }) {
  const nav = `<nav class="nav"><a href="/">Home</a>${user ? `<b title="${escape(user.email)}">${escape(user.name)}</b>` : '<a href="/login">Log in</a>'}</nav>`;
  let cards = "";
  for (const { id, title, description } of products) {
    cards += `<section class="card" id="${escape(`product-${id}`)}"><h2>${escape(title)}</h2><p>${escape(description)}</p></section>`;
  }
  return `<!DOCTYPE html><html lang="en"><head><title>${escape(title)}</title></head><body>${nav}<main class="site-main"><h1>${escape(title)}</h1>${cards}</main></body></html>`;
}
