import fastify from "fastify";
import { ROUTES } from "./names.mjs";
import { report } from "./serve.mjs";

const app = fastify({ logger: false });
app.get("/text", (_request, reply) => {
  reply.type("text/plain; charset=utf-8").send("Hello World");
});
app.get("/api/users/:id", (request, reply) => {
  reply.send({ id: request.params.id, name: "Ada Lovelace" });
});
for (let i = 0; i < ROUTES; i++)
  app.get(`/r${i}/:id`, (request, reply) => {
    reply.type("text/plain; charset=utf-8").send(request.params.id);
  });
await app.listen({ port: 0, host: "127.0.0.1" });
report(app.server.address().port);
