import type { Bird } from "../../hello/birds.ts";

export function show({ bird }: { bird: Bird }) {
  return { data: bird };
}
