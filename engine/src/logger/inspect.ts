import { Upload } from "../conn/upload.ts";

/**
 * Writes a value as it would stand in code, on one line: `{ user: { name: "Ada" }, tags: ["a"] }`. Long texts are cut.
 *
 * @example
 * inspect({ name: "Ada" })
 */
export function inspect(value: unknown, depth = 0): string {
  if (typeof value === "string")
    return JSON.stringify(value.length > 1000 ? `${value.slice(0, 1000)}…` : value);
  if (typeof value !== "object" || value === null) return String(value);
  if (depth > 16) return "…";
  if (Array.isArray(value)) return `[${value.map((item) => inspect(item, depth + 1)).join(", ")}]`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${propertyName(key)}: ${inspect(item, depth + 1)}`,
  );
  const body = entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
  return value instanceof Upload ? `Upload ${body}` : body;
}

function propertyName(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
}
