/** A value that says itself what it is in a path: a method, found before the `id`. */
export const toParamSymbol: unique symbol = Symbol.for("fledge.toParam");

/** What may stand in a path: text, numbers, booleans, objects with an `id`, and objects with their own way. */
export type ParamInput =
  | string
  | number
  | bigint
  | boolean
  | { readonly id: unknown }
  | { readonly [toParamSymbol]: () => string };

/**
 * Makes the text that stands for a value in a path. It is not percent-encoded yet.
 *
 * Objects give their `id`. A class that wants another key says so with `static readonly param = "username"`, and one that wants more
 * has a method `[toParamSymbol]`.
 *
 * @throws TypeError for null, undefined, and objects without id
 * @example toParam(user); // "1"
 * @see Phoenix.Param.to_param/1
 */
export function toParam(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
      if (Number.isFinite(value)) return String(value);
      break;
    case "bigint":
    case "boolean":
      return String(value);
    case "object":
      if (value !== null) return objectToParam(value);
  }
  throw new TypeError(
    `cannot put ${String(value)} in a path: give a string, a number or an object with an id`,
  );
}

function objectToParam(value: object): string {
  if (toParamSymbol in value && typeof value[toParamSymbol] === "function")
    return String(value[toParamSymbol]());
  const type = value.constructor as { name?: string; param?: unknown } | undefined;
  const key = typeof type?.param === "string" ? type.param : "id";
  const id = (value as Record<string, unknown>)[key];
  if (id !== undefined && id !== null && typeof id !== "object") return toParam(id);
  const name = type?.name ?? "an object";
  throw new TypeError(
    id === null
      ? `cannot put this ${name} in a path: its ${key} is null, it was not saved yet`
      : `cannot put this ${name} in a path: it has no ${key}; name another key with \`static readonly param\``,
  );
}
