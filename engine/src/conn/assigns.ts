/**
 * Values that plugs and actions put on the conn for the views.
 *
 * Any name may be put, and what it holds is `unknown` to the compiler wherever another function has put it. Declare an assign once,
 * beside the plug that puts it: `declare module "fledge/conn" { interface Assigns { currentUser?: User } }`. From then on its type is
 * checked in all of the application: where it is put, where it is read, and where `render` hands it to a template.
 *
 * Declare it with `?` when some requests do not have it. Then it reads as possibly `undefined`, and `render` wants it for a template
 * that needs it, unless this very conn was given it. Without `?` you promise that a plug in front of every action and template puts
 * it, as one among the endpoint's plugs does; nothing at run time looks whether that is so.
 *
 * @example
 * conn.assign("locale", "fr").assigns.locale; // "fr"
 * @see Plug.Conn "assigns"
 */
export interface Assigns {
  [name: string]: unknown;
}
