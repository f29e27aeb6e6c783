import { currentPath, currentUrl } from "../controller/current_url.ts";
import { type DownloadOptions, type DownloadSource, sendDownload } from "../controller/download.ts";
import { clearFlash, type Flash, fetchFlash, getFlash, mergeFlash, putFlash } from "../controller/flash.ts";
import { accepts, getFormat, putFormat } from "../controller/format.ts";
import { type RedirectTarget, redirect } from "../controller/redirect.ts";
import { render } from "../controller/render.ts";
import { allowJsonp, html, json, text } from "../controller/responses.ts";
import { scrubParams } from "../controller/scrub_params.ts";
import { putRouterUrl, putStaticUrl, type UrlOverride } from "../controller/url_override.ts";
import type { CheckedName, MergedViews, RenderArguments, ViewsByFormat } from "../controller/view_types.ts";
import type { Component } from "../controller/views.ts";
import {
  type LayoutsByFormat,
  layoutOf,
  putLayout,
  putNewLayout,
  putNewView,
  putRootLayout,
  putView,
  rootLayoutOf,
  viewOf,
} from "../controller/views.ts";
import type { SomeAssigns } from "./assign_types.ts";
import type { Assigns } from "./assigns.ts";
import { PlugConn } from "./plug_conn.ts";
import type { QueryMap } from "./query.ts";
import { saveUpload } from "./save_upload.ts";
import type { Upload } from "./upload.ts";

/**
 * One request and its response, with what Phoenix adds for controllers: rendering, redirects, flash messages, formats.
 *
 * `Values` are the assigns that the compiler knows of, `Views` the views that `render` is checked against.
 *
 * @see Phoenix.Controller
 */
export class Conn<Values extends object = Assigns, Views = unknown> extends PlugConn<Values> {
  /** Carries the type of the views; it has no value. */
  declare readonly viewTypes?: Views;

  /**
   * Puts values for plugs, actions and views; with an object, all of its entries. The type of the conn remembers them, so that
   * `render` needs not be given them again. A name that the application has declared (`Assigns`) takes values of its type only.
   *
   * @example conn.assign("locale", "fr").assign({ user, cart })
   * @see Plug.Conn.assign/3
   */
  override assign<const K extends string, V extends Assigns[K]>(
    name: K,
    value: V,
  ): Conn<Values & Record<K, V>, Views>;
  override assign<V extends SomeAssigns<V>>(values: V): Conn<Values & V, Views>;
  override assign(nameOrValues: string | object, value?: unknown): Conn<Values & object, Views> {
    if (typeof nameOrValues === "string") (this.assigns as Assigns)[nameOrValues] = value;
    else Object.assign(this.assigns, nameOrValues);
    return this;
  }

  /**
   * Renders a template of the view in the request's format, inside its layouts, and sends it.
   *
   * @param template name of a function of the view: `"index"`
   * @param assigns what the template asks for and the conn does not have yet; `layout: false` leaves the layout out
   * @throws Error when the conn has no view for the format, or the view no such template
   * @example conn.render("show", { messenger: "Frank" })
   * @see Phoenix.Controller.render/3
   */
  render<const Name extends string>(
    template: CheckedName<Views, Name>,
    ...assigns: RenderArguments<Views, Name, Values>
  ): this {
    return render(this, template, assigns[0]);
  }

  /** Sends text. @example conn.text("From messenger Frank") @see Phoenix.Controller.text/2 */
  text(body: string | number | bigint | boolean): this {
    return text(this, body);
  }

  /**
   * Sends markup as it is.
   *
   * @param markup is not escaped: never build it from what a visitor sent
   * @example
   * conn.html("<h1>Hello</h1>").status; // 200
   * @see Phoenix.Controller.html/2
   */
  html(markup: string): this {
    return html(this, markup);
  }

  /**
   * Sends a value as JSON.
   *
   * @throws TypeError when the value cannot be JSON
   * @example conn.json({ id: "Frank" })
   * @see Phoenix.Controller.json/2
   */
  json(value: unknown): this {
    return json(this, value);
  }

  /**
   * Lets a script of another site read the JSON of this response: it is wrapped in a call of the function that the query names.
   *
   * @param options.callback name of the parameter; default `"callback"`
   * @throws BadRequestError (400) when the name is not one of a function
   * @example
   * conn.allowJsonp({ callback: "cb" }).json({ ok: true })
   * @see Phoenix.Controller.allow_jsonp/2
   */
  allowJsonp(options: { callback?: string } = {}): this {
    return allowJsonp(this, options);
  }

  /**
   * Sends the client elsewhere, with status 302 unless one was put.
   *
   * @param target `{ to }` is a path of this application; `{ external }` any URL
   * @throws Error when `to` is not a local path
   * @example conn.redirect({ to: path("/products/:id", { id: product }) })
   * @see Phoenix.Controller.redirect/2
   */
  redirect(target: RedirectTarget): this {
    return redirect(this, target);
  }

  /**
   * Sends a file or data for the client to save.
   *
   * @param source `{ file: "/absolute/path" }`, or `{ data, filename }`
   * @param options `{ filename, contentType, disposition, charset, encode, offset, length }`
   * @example conn.sendDownload({ data: csv, filename: "Größen.csv" })
   * @see Phoenix.Controller.send_download/3
   */
  sendDownload(source: DownloadSource, options: DownloadOptions = {}): this | Promise<this> {
    return sendDownload(this, source, options);
  }

  /**
   * Copies an uploaded file to a place where it stays; without that it is gone when the request is over.
   *
   * @param upload from the parameters
   * @param to path below the project's folder, or an absolute one, with a name that you made up; what was there is replaced
   * @returns the absolute path
   * @throws InvalidPathError (400) for a path with `..` in it
   * @example await conn.saveUpload(upload, `priv/uploads/${product.id}-cover.png`)
   * @see Plug.Upload
   */
  saveUpload(upload: Upload, to: string): Promise<string> {
    return saveUpload(this, upload, to);
  }

  /**
   * Puts the views to render with, by format; formats not given keep theirs.
   *
   * @example conn.putFormat("json").putView({ json: ChangesetJSON }).render("error", { changeset })
   * @see Phoenix.Controller.put_view/2
   */
  putView<const More extends ViewsByFormat>(views: More): Conn<Values, MergedViews<Views, More>> {
    return putView(this, views) as Conn<Values, never>;
  }

  /**
   * Puts views for formats that have none yet.
   *
   * @example
   * conn.putNewView({ json: ErrorJSON })
   * @see Phoenix.Controller.put_new_view/2
   */
  putNewView(views: ViewsByFormat): this {
    return putNewView(this, views);
  }

  /**
   * The view of a format, by default the request's.
   *
   * @throws Error when there is none.
   * @example
   * conn.viewModule("html") === HelloHTML; // true
   * @see Phoenix.Controller.view_module/2
   */
  viewModule(format?: string): object {
    return viewOf(this, format);
  }

  /**
   * Puts the layout around the template, by format; `false` is none.
   *
   * @example conn.putLayout({ html: Layouts.app })
   * @see Phoenix.Controller.put_layout/2
   */
  putLayout(layouts: LayoutsByFormat | false): this {
    return putLayout(this, layouts);
  }

  /**
   * Puts layouts for formats that have none yet.
   *
   * @example
   * conn.putNewLayout({ html: Layouts.app })
   * @see Phoenix.Controller.put_new_layout/2
   */
  putNewLayout(layouts: LayoutsByFormat): this {
    return putNewLayout(this, layouts);
  }

  /**
   * Puts the layout around all others, by format; `false` is none.
   *
   * @example
   * conn.putRootLayout({ html: Layouts.root }).render("show", { messenger: "Frank" })
   * @see Phoenix.Controller.put_root_layout/2
   */
  putRootLayout(layouts: LayoutsByFormat | false): this {
    return putRootLayout(this, layouts);
  }

  /**
   * The layout of a format, by default the request's; `undefined` when there is none.
   *
   * @example
   * conn.putLayout({ html: Layouts.app }).layout() === Layouts.app; // true
   * @see Phoenix.Controller.layout/2
   */
  layout(format?: string): Component | undefined {
    return layoutOf(this, format);
  }

  /**
   * The root layout of a format; `undefined` when there is none.
   *
   * @example
   * conn.rootLayout(); // undefined
   * @see Phoenix.Controller.root_layout/2
   */
  rootLayout(format?: string): Component | undefined {
    return rootLayoutOf(this, format);
  }

  /** Says in which format to answer. @example conn.putFormat("json") @see Phoenix.Controller.put_format/2 */
  putFormat(format: string): this {
    return putFormat(this, format);
  }

  /**
   * The format to answer in: what `accepts` found, else the parameter `_format`.
   *
   * @example
   * conn.putFormat("json").getFormat(); // "json"
   * @see Phoenix.Controller.get_format/1
   */
  getFormat(): string | undefined {
    return getFormat(this);
  }

  /**
   * Chooses the format by the parameter `_format` or the accept header.
   *
   * @param formats in order of preference: `["html", "json"]`
   * @throws NotAcceptableError (406) when the client takes none of them
   * @example
   * buildConn().accepts(["html", "json"]).getFormat(); // "html"
   * @see Phoenix.Controller.accepts/2
   */
  accepts(formats: readonly string[]): this {
    return accepts(this, formats);
  }

  /**
   * Loads the flash messages that the request before left.
   *
   * @throws TypeError when the session was not fetched.
   * @example
   * conn.fetchFlash().getFlash(); // {}
   * @see Phoenix.Controller.fetch_flash/2
   */
  fetchFlash(): this {
    return fetchFlash(this);
  }

  /**
   * Puts a message for this page, or for the next one when the response is a redirect.
   *
   * @throws TypeError when the flash was not fetched
   * @example conn.putFlash("info", "Product created successfully.")
   * @see Phoenix.Controller.put_flash/3
   */
  putFlash(kind: string, message: unknown): this {
    return putFlash(this, kind, message);
  }

  /**
   * Puts several messages.
   *
   * @example
   * conn.mergeFlash({ info: "Saved.", error: "Not sent." }).getFlash("error"); // "Not sent."
   * @see Phoenix.Controller.merge_flash/2
   */
  mergeFlash(messages: Flash): this {
    return mergeFlash(this, messages);
  }

  /**
   * All flash messages, or the one of a kind.
   *
   * @example
   * conn.putFlash("info", "Saved.");
   * conn.getFlash(); // { info: "Saved." }
   * conn.getFlash("info"); // "Saved."
   * @see Phoenix.Flash.get/2
   */
  getFlash(): Flash;
  getFlash(kind: string): unknown;
  getFlash(kind?: string): unknown {
    return kind === undefined ? getFlash(this) : getFlash(this)[kind];
  }

  /**
   * Removes all flash messages.
   *
   * @example
   * conn.putFlash("info", "Saved.").clearFlash().getFlash(); // {}
   * @see Phoenix.Controller.clear_flash/1
   */
  clearFlash(): this {
    return clearFlash(this);
  }

  /**
   * Demands a parameter and makes empty strings in it `null`.
   *
   * @throws MissingParamError (400) when there is no such parameter
   * @example
   * conn.scrubParams("user"); // throws MissingParamError
   * @see Phoenix.Controller.scrub_params/2
   */
  scrubParams(required: string): this {
    return scrubParams(this, required);
  }

  /**
   * Path of the request with its query, or with the one given.
   *
   * @example
   * conn.currentPath(); // "/hello/Frank?page=2"
   * conn.currentPath({ page: 3 }); // "/hello/Frank?page=3"
   * @see Phoenix.Controller.current_path/2
   */
  currentPath(query?: QueryMap): string {
    return currentPath(this, query);
  }

  /**
   * URL of the request with its query, or with the one given.
   *
   * @example
   * conn.currentUrl({}); // "http://www.example.com/hello/Frank"
   * @see Phoenix.Controller.current_url/2
   */
  currentUrl(query?: QueryMap): string {
    return currentUrl(this, query);
  }

  /** Puts the base of URLs that are made with this conn, e.g. for a subdomain. @see Phoenix.Controller.put_router_url/2 */
  putRouterUrl(url: UrlOverride): this {
    return putRouterUrl(this, url);
  }

  /** Puts the base of static URLs that are made with this conn. @see Phoenix.Controller.put_static_url/2 */
  putStaticUrl(url: UrlOverride): this {
    return putStaticUrl(this, url);
  }

  /** Name of the action that handles the request. @throws Error outside of a controller. @see Phoenix.Controller.action_name/1 */
  get actionName(): string {
    return fromController(this.private.action, "actionName") as string;
  }

  /** Name of the controller that handles the request. @throws Error outside of a controller. @see Phoenix.Controller.controller_module/1 */
  get controllerModule(): string {
    return fromController(this.private.controller, "controllerModule") as string;
  }

  /** Name of the router that found the request's route, the innermost of several. @throws Error before one has @see Phoenix.Controller.router_module/1 */
  get routerModule(): string {
    const router = this.private.router as { name: string } | undefined;
    if (router === undefined) throw new Error("conn.routerModule is known once a router has found the route");
    return router.name;
  }
}

function fromController(value: unknown, what: string): unknown {
  if (value === undefined) throw new Error(`conn.${what} is known inside of a controller only`);
  return value;
}
