import express from "express";
import { ROUTES } from "./names.mjs";
import { serve } from "./serve.mjs";

const app = express();
app.disable("x-powered-by");
app.disable("etag");
app.get("/text", (_request, response) => response.type("text").send("Hello World"));
app.get("/api/users/:id", (request, response) =>
  response.json({ id: request.params.id, name: "Ada Lovelace" }),
);
for (let i = 0; i < ROUTES; i++)
  app.get(`/r${i}/:id`, (request, response) => response.type("text").send(request.params.id));
serve(app);
