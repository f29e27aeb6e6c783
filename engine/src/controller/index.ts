/**
 * Controllers: groups of actions that a router sends requests to.
 *
 * An action takes the conn and its parameters and gives back a conn that is answered: with `conn.render`, `conn.json`, `conn.text`,
 * `conn.redirect` and others, which are on the page of `Conn`. What happens before every action are the controller's plugs; a
 * result that is no conn goes to its `actionFallback`. The functions here make controllers, and plugs for the pipelines of a router.
 *
 * @example
 * const HelloController = controller({}, {
 *   show: (conn, { messenger }) => conn.text(`From messenger ${messenger}`),
 * });
 * @see Phoenix.Controller
 */
export { deleteCsrfToken, getCsrfToken, protectFromForgery } from "../plug/csrf_protection.ts";
export { putSecureBrowserHeaders } from "../plug/secure_browser_headers.ts";
export { fetchSession } from "../plug/session.ts";
export type {
  Action,
  ActionFallback,
  ActionResult,
  Controller,
  ControllerOptions,
  Failure,
  PlugGuard,
} from "./controller.ts";
export { controller, controllerWith } from "./controller.ts";
export type { DownloadOptions, DownloadSource } from "./download.ts";
export type { Flash } from "./flash.ts";
export { NotAcceptableError } from "./format.ts";
export {
  accepts,
  allowJsonp,
  fetchFlash,
  fetchLiveFlash,
  putFormat,
  putLayout,
  putRootLayout,
  putView,
  scrubParams,
} from "./plugs.ts";
export type { RedirectTarget } from "./redirect.ts";
export { renderTemplateToString as renderToString } from "./render.ts";
export { MissingParamError } from "./scrub_params.ts";
export { statusMessageFromTemplate } from "./status_message.ts";
export type { Component, LayoutsByFormat } from "./views.ts";
