/**
 * The name of a resource: the last part of a module's name, without suffix, in snake case.
 *
 * @param name `HelloWeb.UserController`
 * @param suffix taken off the end when it is there
 * @example resourceName("HelloWeb.UserController", "Controller"); // "user"
 * @see Phoenix.Naming.resource_name/2
 */
export function resourceName(name: string, suffix = ""): string {
  return underscore(unsuffix(name.slice(name.lastIndexOf(".") + 1), suffix));
}

/**
 * Takes a suffix off the end when it is there.
 *
 * @example unsuffix("UserController", "Controller"); // "User"
 * @see Phoenix.Naming.unsuffix/2
 */
export function unsuffix(value: string, suffix: string): string {
  return suffix !== "" && value.endsWith(suffix) ? value.slice(0, -suffix.length) : value;
}

/**
 * Writes a name in snake case; `.` becomes `/`.
 *
 * @example underscore("MyApp.UserView"); // "my_app/user_view"
 * @see Phoenix.Naming.underscore/1
 */
export function underscore(value: string): string {
  return value
    .replace(/([A-Z0-9]+)([A-Z][a-z])/g, (_, before: string, after: string) => `${before}_${after}`)
    .replace(/([a-z\d])([A-Z])/g, (_, before: string, after: string) => `${before}_${after}`)
    .replaceAll("-", "_")
    .replaceAll(".", "/")
    .toLowerCase();
}

/**
 * Writes a name in camel case; `/` becomes `.`.
 *
 * @param style `"lower"` begins with a small letter
 * @example camelize("my_app"); // "MyApp"
 * @example camelize("my_app", "lower"); // "myApp"
 * @see Phoenix.Naming.camelize/2
 */
export function camelize(value: string, style: "upper" | "lower" = "upper"): string {
  const camel = value
    .split("/")
    .map((part) =>
      part
        .split("_")
        .filter((word) => word !== "")
        .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
        .join(""),
    )
    .join(".");
  return style === "upper" ? camel : camel.charAt(0).toLowerCase() + camel.slice(1);
}

/**
 * Writes the name of a field for people: without `_id` at the end, with spaces, the first letter large and the rest small.
 *
 * @example humanize("user_id"); // "User"
 * @see Phoenix.Naming.humanize/1
 */
export function humanize(value: string): string {
  const words = (value.endsWith("_id") ? value.slice(0, -3) : value).replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase();
}
