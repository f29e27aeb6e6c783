import { attribute } from "./attributes.ts";
import { renderToString } from "./render.ts";
import { type Html, Rendered, Template } from "./rendered.ts";

const titleTemplate = new Template(["<title", "", "", ">", "", "", "</title>"], true, [1, 1, 1, 0, 0, 0]);

/** Props of `LiveTitle`. */
export interface LiveTitleProps {
  /** Stands before every title. */
  prefix?: string;
  /** Stands after every title. */
  suffix?: string;
  /** Shown when there is no title. */
  default?: string;
  children?: Html;
}

/**
 * The page's title, which LiveView's client keeps up to date.
 *
 * @example <LiveTitle default="Hello" suffix=" · Shop">{pageTitle}</LiveTitle>
 * @see Phoenix.Component.live_title/1
 */
export function LiveTitle({ prefix, suffix, default: fallback, children }: LiveTitleProps): Rendered {
  const title =
    children === undefined || children === null || renderToString(children) === "" ? fallback : children;
  return new Rendered(titleTemplate, [
    attribute("title", "data-prefix", prefix),
    attribute("title", "data-default", fallback),
    attribute("title", "data-suffix", suffix),
    prefix,
    title,
    suffix,
  ]);
}
