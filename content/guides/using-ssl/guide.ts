import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "using-ssl",
  number: 34,
  title: "Using SSL",
  summary:
    "Serve https on your machine and in production, send everybody there, and believe the right proxy.",
  project: ["hello", "--no-ecto"],
  steps: [
    {
      id: "a-certificate",
      title: "A certificate for development",
      open: "config/dev.ts",
      hint: "Run fledge gen.cert. In config/dev.ts, endpoint.https names a port, the keyfile and the certfile that it wrote.",
      commands: [["gen.cert"]],
    },
    {
      id: "in-production",
      title: "A certificate in production",
      open: "config/runtime.ts",
      hint: "When SSL_KEY_PATH is set, the endpoint of production gets https with port 443, keyfile from SSL_KEY_PATH and certfile from SSL_CERT_PATH. Without it there is no https.",
    },
    {
      id: "force-ssl",
      title: "Force SSL",
      open: "config/prod.ts",
      hint: "endpoint.forceSsl in config/prod.ts, with expires: 604_800 to begin with.",
    },
    {
      id: "behind-a-proxy",
      title: "Behind a proxy",
      open: "config/prod.ts",
      hint: 'Add rewriteOn: ["x-forwarded-proto"] to forceSsl.',
    },
    {
      id: "who-may-stay",
      title: "Who may stay on http",
      open: "lib/hello_web/endpoint.ts",
      path: "/health",
      hint: "A plug of the endpoint answers /health and halts. forceSsl.exclude is a function that is true for that path, and for localhost as before.",
    },
  ],
});
