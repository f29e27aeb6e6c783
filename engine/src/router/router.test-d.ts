// Checked by tsc: what must be an error carries @ts-expect-error, everything else must compile.
import type { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import type { PlugModule } from "../plug/plug.ts";
import { Router } from "./router.ts";

const act = (conn: Conn) => conn.text("");
const HelloController = controller({}, { index: act, show: act });
const ApiController = controller({}, { index: act, show: act, create: act, update: act, delete: act });
const FullController = controller(
  {},
  { index: act, edit: act, new: act, show: act, create: act, update: act, delete: act, more: act },
);
const BackgroundJobs: PlugModule<{ name: string }, string> = {
  init: ({ name }) => name,
  call: (conn) => conn,
};

const router = new Router();

router.get("/hello", HelloController, "index");
router.get("/hello/:messenger", HelloController, "show", { as: "greeting", log: false });
router.match("*", "/any", HelloController, "show");
router.get("/plug", (conn) => conn.text("hi"));
router.get("/plug", async (conn) => conn, { log: "debug" });

// @ts-expect-error the controller has no such action
router.get("/hello", HelloController, "nope");
// @ts-expect-error
router.post("/hello", HelloController, "nope");
// @ts-expect-error
router.put("/hello", HelloController, "nope");
// @ts-expect-error
router.patch("/hello", HelloController, "nope");
// @ts-expect-error
router.delete("/hello", HelloController, "nope");
// @ts-expect-error
router.options("/hello", HelloController, "nope");
// @ts-expect-error
router.head("/hello", HelloController, "nope");
// @ts-expect-error
router.match("*", "/hello", HelloController, "nope");
// @ts-expect-error a controller needs an action
router.get("/hello", HelloController);
// @ts-expect-error a plug gives the conn back
router.get("/plug", () => undefined);

router.resources("/full", FullController);
router.resources("/full", FullController, (full) => full.get("/x", HelloController, "show"));
router.resources("/api", ApiController, { except: ["new", "edit"] });
router.resources("/hello", HelloController, { only: ["index", "show"] }, (hello) => {
  hello.resources("/api", ApiController, { only: ["delete"], param: "slug" });
});
router.resources("/one", ApiController, { singleton: true, except: ["new", "edit"] });

// @ts-expect-error new and edit are missing
router.resources("/api", ApiController);
// @ts-expect-error create is missing
router.resources("/hello", HelloController, { only: ["index", "create"] });
// @ts-expect-error new is missing
router.resources("/api", ApiController, { except: ["edit"] });
// @ts-expect-error no such action of a resource
router.resources("/full", FullController, { only: ["more"] });

router.scope("/admin", { pipeThrough: ["browser", (conn) => conn], host: "admin." }, (admin) => {
  admin.get("/", HelloController, "index");
  // @ts-expect-error
  admin.get("/", HelloController, "nope");
  // @ts-expect-error pipelines are declared at the router
  admin.pipeline("x", []);
});

router.forward("/jobs", BackgroundJobs, { name: "Hello" });
router.forward("/inner", new Router());
router.forward("/fn", (conn) => conn);
// @ts-expect-error the module wants a name
router.forward("/jobs", BackgroundJobs, { nam: "Hello" });
// @ts-expect-error the module wants options
router.forward("/jobs", BackgroundJobs);
