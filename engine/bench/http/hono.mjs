import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { getSignedCookie, setSignedCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { html, raw } from "hono/html";
import { secureHeaders } from "hono/secure-headers";
import { names, ROUTES } from "./names.mjs";
import { report } from "./serve.mjs";

const app = new Hono();
app.get("/text", (c) => c.text("Hello World"));
app.get("/api/users/:id", (c) => c.json({ id: c.req.param("id"), name: "Ada Lovelace" }));

// Hono's own parts: signed cookie, origin check, secure headers, html template helper.
app.use("/page", secureHeaders(), csrf());
app.get("/page", async (c) => {
  const session = await getSignedCookie(c, "0123456789abcdef0123456789abcdef", "_bench");
  if (!session)
    await setSignedCookie(c, "_bench", "{}", "0123456789abcdef0123456789abcdef", {
      httpOnly: true,
      sameSite: "Lax",
    });
  const rows = names.map((name, i) => html`<tr id="row-${i}"><td>${i}</td><td>${name}</td></tr>`);
  const inner = html`<header><h1>Bench</h1></header><main><table>${rows}</table></main>`;
  return c.html(
    html`${raw("<!DOCTYPE html>")}<html lang="en"><head><meta charset="utf-8"><title>Bench</title></head><body>${inner}</body></html>`,
  );
});
for (let i = 0; i < ROUTES; i++) app.get(`/r${i}/:id`, (c) => c.text(c.req.param("id")));
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, (info) => report(info.port));
