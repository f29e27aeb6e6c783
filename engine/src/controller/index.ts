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
