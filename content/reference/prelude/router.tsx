// A router whose pipelines are declared.
import { accepts, fetchSession } from "fledge/controller";
import { ensureAuthenticatedUser, router } from "./web.tsx";

router.pipeline("browser", [accepts(["html"]), fetchSession()]);
router.pipeline("auth", [ensureAuthenticatedUser]);

export { router };
