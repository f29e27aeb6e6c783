import { createServer } from "node:http";

/** Tells the runner the port, and the CPU time used whenever it asks. */
export function report(port) {
  process.on("message", (message) => {
    if (message === "cpu") {
      const { user, system } = process.cpuUsage();
      process.send({ cpu: user + system, rss: process.memoryUsage().rss });
    } else if (message === "memory") {
      // What is left after a collection; the server runs with --expose-gc then.
      global.gc();
      process.send(process.memoryUsage());
    } else if (message === "stop") process.exit(0);
  });
  // When the runner fails, nobody is left to say stop.
  process.on("disconnect", () => process.exit(0));
  process.send({ port });
}

/** Serves a `node:http` request listener. */
export function serve(listener) {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1", () => report(server.address().port));
}
