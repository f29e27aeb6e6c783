import { attribute, spreadAttributes } from "./attributes.ts";
import type { FieldError, FormSource } from "./form_source.ts";
import { type HtmlForm, toForm } from "./html_form.ts";
import type { Attrs } from "./props.ts";
import { Deferred, type Html, Rendered, Template } from "./rendered.ts";

/** How a form is sent; browsers know two, the others travel in the field `_method`. */
export type FormMethod = "get" | "post" | "put" | "patch" | "delete";

/** The request's token for what is sent to a URL, known when the page is written. */
export function csrfToken(url: string): Deferred {
  return new Deferred((context) => {
    if (context.csrfToken !== undefined) return context.csrfToken(url);
    throw new Error(
      "this page holds a form or a link that sends a CSRF token, and there is none: render it from a controller, " +
        'or give one, as in renderToString(html, { csrfToken: () => "…" }); csrfToken={false} leaves it out',
    );
  });
}

/** Props of `Form`. */
export type FormProps<Field extends string> = Attrs<
  {
    /** A changeset, parameters, or what `toForm` made of them. */
    for: FormSource<Field> | HtmlForm<Field> | Readonly<Record<string, unknown>> | null;
    /** Where it is sent. Without it the form stays on the page (LiveView), and has no CSRF token. */
    action?: string | URL;
    /** `put` when `for` exists already, else `post`, unless told. */
    method?: FormMethod;
    /** What the inputs' names begin with. */
    as?: string;
    id?: string;
    /** The form has file inputs. */
    multipart?: boolean;
    /** `false` leaves the token out, text is taken in its place. */
    csrfToken?: boolean | string;
    errors?: readonly FieldError[];
    /** What stands in the form; a function gets the form itself. */
    children?: Html | ((form: HtmlForm<Field>) => Html);
  },
  "form"
>;

const formTemplate = new Template(["<form", ">", "", "", "</form>"], true, [1, 1, 1, 0]);
const hiddenTemplate = new Template(['<input type="hidden"', "", ">"], true, [1, 1]);
const tokenTemplate = new Template(['<input name="_csrf_token" type="hidden" hidden', ">"], true, [1]);
const nothing = "";

/** An unseen input. */
export function hiddenInput(name: string, value: unknown): Rendered {
  return new Rendered(hiddenTemplate, [attribute("input", "name", name), attribute("input", "value", value)]);
}

/**
 * A form. It brings the CSRF token, and the field `_method` for methods that browsers do not know.
 *
 * @example
 * <Form for={changeset} action={path("/products")}>
 *   {(f) => <Input field={f.field("title")} label="Title" />}
 * </Form>
 * @see Phoenix.Component.form/1
 */
export function Form<Field extends string = string>(props: FormProps<Field>): Rendered {
  const {
    for: source,
    action,
    method: givenMethod,
    as,
    id,
    multipart,
    csrfToken: token,
    errors,
    children,
    ...rest
  } = props;
  const form = toForm(source, { as, id, errors });
  const method = givenMethod ?? form.state.method ?? "post";
  const sent = method === "get" ? "get" : "post";
  const attributes = {
    ...rest,
    id,
    action,
    // A form that stays on the page is sent by LiveView's client.
    method: action === undefined && givenMethod === undefined ? undefined : sent,
    enctype: multipart ? "multipart/form-data" : rest.enctype,
  };
  return new Rendered(formTemplate, [
    spreadAttributes("form", attributes, null),
    tokenInput(token ?? (action !== undefined && method !== "get"), String(action ?? "")),
    method === sent ? nothing : hiddenInput("_method", method),
    typeof children === "function" ? children(form) : children,
  ]);
}

function tokenInput(token: boolean | string, url: string): Html {
  if (token === false) return nothing;
  return new Rendered(tokenTemplate, [attribute("input", "value", token === true ? csrfToken(url) : token)]);
}
