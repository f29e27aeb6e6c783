import type { PlugConn } from "../conn/plug_conn.ts";
import { isParams, newParams, type ParamValue } from "../conn/query.ts";

/** A parameter that the action needs was not sent (`Phoenix.MissingParamError`). */
export class MissingParamError extends Error {
  override name = "MissingParamError";
  readonly plugStatus = 400;
  constructor(key: string) {
    super(`expected key "${key}" to be present in params, please send the expected key`);
  }
}

/**
 * Demands a parameter and makes empty strings in it `null`, as a form sends them for fields that were left empty.
 *
 * @throws MissingParamError (400)
 * @see Phoenix.Controller.scrub_params/2
 */
export function scrubParams<C extends PlugConn<object>>(conn: C, required: string): C {
  const value = conn.params[required];
  const scrubbed = value === undefined ? null : scrub(value);
  if (scrubbed === null) throw new MissingParamError(required);
  conn.params[required] = scrubbed;
  return conn;
}

function scrub(value: ParamValue): ParamValue {
  if (typeof value === "string") return value.trim() === "" ? null : value;
  if (Array.isArray(value)) return value.map(scrub);
  if (!isParams(value)) return value;
  const scrubbed = newParams();
  for (const key of Object.keys(value)) scrubbed[key] = scrub(value[key] ?? null);
  return scrubbed;
}
