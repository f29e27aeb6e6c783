import { floatType, integerType } from "../types/basic.ts";
import type { EctoType } from "../types/type.ts";

/** The type of an aggregate over values of a type: a count is whole, the mean of whole numbers is not. */
export function aggregateType(
  kind: "count" | "sum" | "avg" | "min" | "max",
  type: EctoType<unknown> | undefined,
): EctoType<unknown> {
  if (kind === "count" || !type) return integerType as EctoType<unknown>;
  const isWhole = type.name === "integer" || type.name === "id";
  return kind === "avg" && isWhole ? (floatType as EctoType<unknown>) : type;
}
