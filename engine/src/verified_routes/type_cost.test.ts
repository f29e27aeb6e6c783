import { expect, test } from "vitest";
import { checkLinks, linksModule } from "../../bench/links.mjs";

// Counted, as time depends on what else the machine does: `bench/types.mjs` measures that. What would look at each route for each
// link costs five times as much as is allowed here, and 50,000 instantiations are less than a second.
test("500 links cost little more to check against 500 routes than against 5", { timeout: 120_000 }, () => {
  const few = checkLinks(5);
  const many = checkLinks(500);
  expect([few.errors, many.errors]).toEqual([[], []]);
  expect(many.instantiations).toBeGreaterThan(few.instantiations);
  expect(many.instantiations - few.instantiations).toBeLessThan(50_000);
});

test("the links are checked", { timeout: 120_000 }, () => {
  const { errors } = checkLinks(5, linksModule(5).replace('path("/scope3/', 'path("/stale/'));
  expect(errors).toEqual([expect.stringContaining('"/stale/things3/:thing_id/parts/:id"')]);
});
