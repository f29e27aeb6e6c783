import { prose } from "./generated/prose/index.js";
import type { StepProse } from "./guide.ts";

/**
 * The prose of a guide's steps, compiled from their MDX by the build. A guide's prose is a chunk of its own.
 *
 * @example
 * const Prose = (await stepProse("routing"))["examining-routes"];
 */
export async function stepProse(slug: string): Promise<StepProse> {
  const load = prose[slug];
  if (load === undefined) throw new Error(`There is no guide with the slug "${slug}".`);
  return (await load()).default;
}
