/**
 * How values stand in paths: a struct by its `id`, or by what it says itself.
 *
 * @example
 * class Product {
 *   static readonly param = "slug";
 *   constructor(readonly id: number, readonly slug: string) {}
 * }
 * toParam(new Product(7, "red-shoes")); // "red-shoes"
 * @see Phoenix.Param
 */
export { type ParamInput, toParam, toParamSymbol } from "./param.ts";
