import { spreadAttributes } from "./attributes.ts";
import { csrfToken, type FormMethod } from "./form.ts";
import type { Attrs } from "./props.ts";
import { type Html, Rendered, Template } from "./rendered.ts";

type Destination =
  /** An ordinary link: the browser loads the page. */
  | { href?: string | URL; navigate?: never; patch?: never; replace?: never }
  /** Live navigation to another LiveView. */
  | {
      navigate: string;
      href?: never;
      patch?: never;
      method?: never /** Replaces the entry of the history. */;
      replace?: boolean;
    }
  /** Live navigation within the LiveView. */
  | { patch: string; href?: never; navigate?: never; method?: never; replace?: boolean };

/** Props of `Link`. */
export type LinkProps = Attrs<
  {
    /** How the address is asked for; others than `get` are sent as a form by the page's script. */
    method?: FormMethod;
    /** `false` leaves the token out, text is taken in its place. */
    csrfToken?: boolean | string;
    href?: string | URL;
    children?: Html;
  },
  "a"
> &
  Destination;

const linkTemplate = new Template(["<a", ">", "</a>"], true, [1, 0]);

/**
 * A link. With a `method` it sends a form, CSRF token included; `navigate` and `patch` are LiveView's.
 *
 * @example
 * <Link href={path("/products/:id", { id: product })} method="delete" data-confirm="Are you sure?">Delete</Link>
 * @see Phoenix.Component.link/1
 */
export function Link(props: LinkProps): Rendered {
  const {
    href,
    navigate,
    patch,
    replace,
    method = "get",
    csrfToken: token = true,
    children,
    ...rest
  } = props;
  const live = navigate ?? patch;
  const attributes: Record<string, unknown> =
    live !== undefined
      ? {
          href: live,
          "data-phx-link": navigate === undefined ? "patch" : "redirect",
          "data-phx-link-state": replace ? "replace" : "push",
        }
      : { href: href ?? "#" };
  if (method !== "get") {
    attributes["data-method"] = method;
    const to = href instanceof URL ? href.href : href;
    attributes["data-csrf"] = token === true ? csrfToken(to ?? "") : token;
    attributes["data-to"] = to;
  }
  return new Rendered(linkTemplate, [spreadAttributes("a", { ...attributes, ...rest }, null), children]);
}
