/** What `cast` and `load` answer for a value that does not fit the type. */
export const invalid: unique symbol = Symbol("fledge.ecto.invalid");

/**
 * How values of one kind enter a struct, leave for the database and come back.
 *
 * @see Ecto.Type
 */
export interface EctoType<T> {
  /** The name that error metadata and messages show, e.g. `"integer"`. */
  readonly name: string;
  /** Turns outside data (a form, JSON) into a value, or answers `invalid`. Never given `null`. */
  cast(value: unknown): T | typeof invalid;
  /** Turns a value of the struct into what the database driver takes. Never given `null`. */
  dump(value: T): unknown;
  /** Turns what the database driver gives into a value of the struct. Never given `null`. */
  load(value: unknown): T;
  /** Whether two values are the same to the database; `Object.is` when left out. */
  equal?(a: T, b: T): boolean;
}

/** Whether two values of a type are the same; `null` is equal only to `null`. */
export function equalValues<T>(type: EctoType<T>, a: T | null, b: T | null): boolean {
  if (a === null || b === null || a === undefined || b === undefined) return (a ?? null) === (b ?? null);
  return type.equal ? type.equal(a, b) : Object.is(a, b);
}

/** Dumps a value, passing `null` through. */
export function dumpValue(type: EctoType<unknown>, value: unknown): unknown {
  return value === null || value === undefined ? null : type.dump(value);
}

/** Loads a value, passing `null` through. */
export function loadValue(type: EctoType<unknown>, value: unknown): unknown {
  return value === null || value === undefined ? null : type.load(value);
}
