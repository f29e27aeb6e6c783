/**
 * What Phoenix.Controller gives to pipelines: each makes a plug, to be put in a router's pipeline, a controller or an endpoint.
 */
import type { AnyPlugFunction } from "../plug/plug.ts";
import { fetchFlash as fetchFlashOf } from "./flash.ts";
import { accepts as acceptsOf } from "./format.ts";
import { allowJsonp as allowJsonpOf } from "./responses.ts";
import { scrubParams as scrubParamsOf } from "./scrub_params.ts";
import type { ViewsByFormat } from "./view_types.ts";
import {
  type LayoutsByFormat,
  putLayout as putLayoutOf,
  putRootLayout as putRootLayoutOf,
  putView as putViewOf,
} from "./views.ts";

/**
 * A plug that chooses the format of the response: by the parameter `_format`, else by the accept header.
 *
 * @param formats in order of preference
 * @throws NotAcceptableError (406), on a request that takes none of them
 * @example router.pipeline("browser", [accepts(["html", "json"])]);
 * @see Phoenix.Controller.accepts/2
 */
export function accepts(formats: readonly [string, ...string[]]): AnyPlugFunction {
  if (formats.length === 0) throw new TypeError('accepts needs a format, e.g. accepts(["html"])');
  return function accepts(conn) {
    return acceptsOf(conn, formats);
  };
}

/**
 * A plug that loads the flash messages. Goes after `fetchSession()`.
 *
 * @example
 * router.pipeline("browser", [accepts(["html"]), fetchSession(), fetchFlash()]);
 * @see Phoenix.Controller.fetch_flash/2
 */
export function fetchFlash(): AnyPlugFunction {
  return function fetchFlash(conn) {
    return fetchFlashOf(conn);
  };
}

/**
 * A plug that loads the flash messages, those that a live view has put among them. Goes after `fetchSession()`.
 *
 * @example
 * router.pipeline("browser", [accepts(["html"]), fetchSession(), fetchLiveFlash()]);
 * @see Phoenix.LiveView.Router.fetch_live_flash/2
 */
export function fetchLiveFlash(): AnyPlugFunction {
  return function fetchLiveFlash(conn) {
    return fetchFlashOf(conn);
  };
}

/** A plug that puts the layout around templates. @example putLayout({ html: Layouts.app }) @see Phoenix.Controller.put_layout/2 */
export function putLayout(layouts: LayoutsByFormat | false): AnyPlugFunction {
  checkLayouts("putLayout", layouts);
  return function putLayout(conn) {
    return putLayoutOf(conn, layouts);
  };
}

/** A plug that puts the layout around all others. @example putRootLayout({ html: Layouts.root }) @see Phoenix.Controller.put_root_layout/2 */
export function putRootLayout(layouts: LayoutsByFormat | false): AnyPlugFunction {
  checkLayouts("putRootLayout", layouts);
  return function putRootLayout(conn) {
    return putRootLayoutOf(conn, layouts);
  };
}

/**
 * A plug that puts the views to render with.
 *
 * @example
 * PostController.plug(putView({ json: ErrorJSON }));
 * @see Phoenix.Controller.put_view/2
 */
export function putView(views: ViewsByFormat): AnyPlugFunction {
  return function putView(conn) {
    return putViewOf(conn, views);
  };
}

/**
 * A plug that demands a parameter and makes empty strings in it `null`.
 *
 * @example
 * PostController.plug(scrubParams("post"), { only: ["create", "update"] });
 * @see Phoenix.Controller.scrub_params/2
 */
export function scrubParams(required: string): AnyPlugFunction {
  return function scrubParams(conn) {
    return scrubParamsOf(conn, required);
  };
}

/**
 * A plug that lets scripts of other sites read JSON responses.
 *
 * @example
 * router.pipeline("api", [accepts(["json"]), allowJsonp()]);
 * @see Phoenix.Controller.allow_jsonp/2
 */
export function allowJsonp(options: { callback?: string } = {}): AnyPlugFunction {
  return function allowJsonp(conn) {
    return allowJsonpOf(conn, options);
  };
}

/**
 * A plug that says in which format to answer.
 *
 * @example
 * router.pipeline("api", [putFormat("json")]);
 * @see Phoenix.Controller.put_format/2
 */
export function putFormat(format: string): AnyPlugFunction {
  return function putFormat(conn) {
    return conn.putPrivate("format", format);
  };
}

function checkLayouts(name: string, layouts: LayoutsByFormat | false): void {
  for (const [format, layout] of Object.entries(layouts === false ? {} : layouts)) {
    if (layout === false || typeof layout === "function") continue;
    throw new TypeError(
      `${name}({ ${format} }) got ${String(layout)} for a layout: give a component, such as Layouts.root, or false for none`,
    );
  }
}
