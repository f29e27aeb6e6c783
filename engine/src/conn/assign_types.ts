import type { Assigns } from "./assigns.ts";

/** The names of a type that are written out; those that an index signature takes are none. */
export type NamedKeys<T> = keyof {
  [K in keyof T as string extends K ? never : number extends K ? never : K]: T[K];
};

/** Assigns that are put together: any names, and values that fit where a name is declared. */
export type SomeAssigns<Values> = object & { [K in keyof Values]: K extends string ? Assigns[K] : unknown };
