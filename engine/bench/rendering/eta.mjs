import { Eta } from "eta";

const eta = new Eta();
eta.loadTemplate(
  "@table",
  `<table class="table"><tbody><% for (const row of it.rows) { %><tr id="<%= \`row-\${row.id}\` %>" class="<%= row.active ? "on" : "off" %>"><td><%= row.id %></td><td><a href="<%= \`/users/\${row.id}\` %>" title="<%= row.email %>"><%= row.name %></a></td><td><%= row.email %></td><td><%= row.note %></td></tr><% } %></tbody></table>`,
);
eta.loadTemplate(
  "@nav",
  `<nav class="nav"><a href="/">Home</a><% if (it.user) { %><b title="<%= it.user.email %>"><%= it.user.name %></b><% } else { %><a href="/login">Log in</a><% } %></nav>`,
);
eta.loadTemplate(
  "@card",
  `<section class="card" id="<%= \`product-\${it.id}\` %>"><h2><%= it.title %></h2><p><%= it.description %></p></section>`,
);
eta.loadTemplate(
  "@page",
  `<!DOCTYPE html><html lang="en"><head><title><%= it.title %></title></head><body><%~ include("@nav", it) %><main class="site-main"><h1><%= it.title %></h1><% for (const product of it.products) { %><%~ include("@card", product) %><% } %></main></body></html>`,
);

export const table = (rows) => eta.render("@table", { rows });
export const page = (data) => eta.render("@page", data);
