/**
 * Which parameters the log hides: those whose name contains one of the texts (case counts), or with `keep` all but those whose name is
 * exactly one of the texts.
 */
export type FilterParameters = readonly string[] | { readonly keep: readonly string[] };

const FILTERED = "[FILTERED]";

/**
 * Hides values that do not belong in a log, at every depth.
 *
 * @param filter default `["password"]`
 * @example filterParameters({ user: { password: "s" } }); // { user: { password: "[FILTERED]" } }
 * @see Phoenix.Logger.filter_values/2
 */
export function filterParameters(values: unknown, filter: FilterParameters = ["password"]): unknown {
  return "keep" in filter ? keep(values, filter.keep) : discard(values, filter);
}

function discard(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => discard(item, names));
  if (!isPlain(value)) return value;
  return mapValues(value, (key, item) =>
    names.some((name) => key.includes(name)) ? FILTERED : discard(item, names),
  );
}

function keep(value: unknown, names: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => keep(item, names));
  if (!isPlain(value)) return FILTERED;
  return mapValues(value, (key, item) => (names.includes(key) ? item : keep(item, names)));
}

/** Whether a value is a map of parameters: an upload or another instance of a class is looked at as a whole. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

function mapValues(value: object, change: (key: string, item: unknown) => unknown): object {
  const changed = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) changed[key] = change(key, item);
  return changed;
}
