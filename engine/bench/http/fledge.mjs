import {
  accepts,
  controller,
  fetchLiveFlash,
  fetchSession,
  protectFromForgery,
  putLayout,
  putRootLayout,
  putSecureBrowserHeaders,
} from "fledge/controller";
import { endpoint } from "fledge/endpoint";
import { Logger } from "fledge/logger";
import { createHttpServer, nodePlatform } from "fledge/platform/node";
import { head, methodOverride, parsers, requestId, session, staticFiles, telemetry } from "fledge/plug";
import { Router } from "fledge/router";
import * as Views from "./fledge_views.tsx";
import { names, ROUTES } from "./names.mjs";
import { report } from "./serve.mjs";

const BenchController = controller(
  { html: Views },
  {
    text: (conn) => conn.text("Hello World"),
    user: (conn, { id }) => conn.json({ id: String(id), name: "Ada Lovelace" }),
    route: (conn, { id }) => conn.text(String(id)),
    page: (conn) => conn.render("index", { names }),
  },
  { name: "BenchWeb.BenchController" },
);

const router = new Router();
router.pipeline("browser", [
  accepts(["html"]),
  fetchSession(),
  fetchLiveFlash(),
  putRootLayout({ html: Views.root }),
  putLayout({ html: Views.app }),
  protectFromForgery(),
  putSecureBrowserHeaders(),
]);
router.pipeline("api", [accepts(["json"])]);
router.scope("/", {}, (r) => {
  r.get("/text", BenchController, "text");
  for (let i = 0; i < ROUTES; i++) r.get(`/r${i}/:id`, BenchController, "route");
});
router.scope("/", { pipeThrough: "browser" }, (r) => {
  r.get("/page", BenchController, "page");
});
router.scope("/api", { pipeThrough: "api" }, (r) => {
  r.get("/users/:id", BenchController, "user");
});

const Endpoint = endpoint({ otpApp: "bench" })
  .plug(
    staticFiles({
      at: "/",
      from: "priv/static",
      only: ["assets", "fonts", "images", "favicon.ico", "robots.txt"],
    }),
  )
  .plug(requestId())
  .plug(telemetry({ eventPrefix: ["fledge", "endpoint"] }))
  .plug(parsers({ parsers: ["urlencoded", "multipart", "json"], pass: ["*/*"] }))
  .plug(methodOverride())
  .plug(head())
  .plug(session({ store: "cookie", key: "_bench_key", signingSalt: "bench", sameSite: "Lax" }))
  .plug(router);

Logger.configure({ level: "error" });
Endpoint.start({
  env: "prod",
  config: {
    endpoint: {
      secretKeyBase: "0123456789abcdef".repeat(4),
      renderErrors: { formats: {} },
      url: { host: "127.0.0.1" },
    },
  },
  platform: nodePlatform(),
  root: "/nowhere",
});
const server = await createHttpServer(Endpoint.handler, { port: 0 });
report(server.port);
