// A test has a conn that makes requests to a started endpoint, and the runner's `expect`.
import type { Conn } from "fledge/conn";
import { accepts, fetchSession } from "fledge/controller";
import { buildConn } from "fledge/testing";
import { expect } from "vitest";
import { Product } from "./data.tsx";
import { Endpoint, setUp } from "./endpoint.tsx";
import { router } from "./web.tsx";

router.pipeline("browser", [accepts(["html"]), fetchSession()]);

export { Endpoint, expect, router, setUp };
export const conn: Conn = buildConn(Endpoint);
export const product = new Product({ id: 404, title: "Shoes" });
