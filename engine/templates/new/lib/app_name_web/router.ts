//% if html
import {
  accepts,
  fetchLiveFlash,
  fetchSession,
  protectFromForgery,
  putLayout,
  putRootLayout,
  putSecureBrowserHeaders,
} from "fledge/controller";
import { Router } from "fledge/router";
import * as Layouts from "./components/layouts.tsx";
import { PageController } from "./controllers/page_controller.ts";
//% else
import { accepts } from "fledge/controller";
import { Router } from "fledge/router";
//% end

export const router = new Router({ helpers: false });

//% if html
router.pipeline("browser", [
  accepts(["html"]),
  fetchSession(),
  fetchLiveFlash(),
  putRootLayout({ html: Layouts.root }),
  putLayout({ html: Layouts.app }),
  protectFromForgery(),
  putSecureBrowserHeaders(),
]);

//% end
router.pipeline("api", [accepts(["json"])]);

//% if html
router.scope("/", { pipeThrough: "browser" }, (r) => {
  r.get("/", PageController, "home");
});

// Other scopes may use other pipelines:
//
// router.scope("/api", { pipeThrough: "api" }, (r) => {
//   r.resources("/products", ProductController);
// });
//% else
router.scope("/api", { pipeThrough: "api" }, () => {
  // r.resources("/products", ProductController) and the like go here.
});
//% end
