import { expect, test } from "vitest";
import { current, move, visit } from "./preview_history.ts";

const empty = { entries: [], index: -1 };

test("a visit cuts off what was ahead", () => {
  let history = visit(visit(visit(empty, "/"), "/a"), "/b");
  history = move(history, -2);
  expect(current(history)).toBe("/");
  history = visit(history, "/c");
  expect(history).toEqual({ entries: ["/", "/c"], index: 1 });
});

test("loading the same page again adds nothing", () => {
  const history = visit(visit(empty, "/"), "/a");
  expect(visit(history, "/a")).toBe(history);
});

test("moving stops at both ends", () => {
  const history = visit(visit(empty, "/"), "/a");
  expect(move(history, 5).index).toBe(1);
  expect(move(history, -5).index).toBe(0);
});

test("the oldest pages are dropped at a hundred", () => {
  let history = visit(empty, "/0");
  for (let i = 1; i <= 150; i++) history = visit(history, `/${i}`);
  expect(history.entries).toHaveLength(100);
  expect(current(history)).toBe("/150");
});
