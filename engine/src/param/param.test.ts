import { expect, test } from "vitest";
import { toParam, toParamSymbol } from "./param.ts";

class User {
  static readonly param = "username";
  constructor(
    readonly id: number | null,
    readonly username: string,
  ) {}
}
class Bar {
  static readonly param = "uuid";
  constructor(readonly uuid: number | string | null) {}
}
class Post {
  constructor(readonly id: number | null) {}
}

test.each<[unknown, string]>([
  ["foo", "foo"],
  ["", ""],
  [1, "1"],
  [10n, "10"],
  [true, "true"],
  [{ id: 7 }, "7"],
  [{ id: "uuid" }, "uuid"],
  [new Post(3), "3"],
  // Values after Phoenix's tests of Param (Apache 2.0).
  [3.14, "3.14"],
  [false, "false"],
  [new Bar(1), "1"],
  [new Bar("foo"), "foo"],
  [new User(1, "ada"), "ada"],
  [{ id: 1, [toParamSymbol]: () => "1-hello" }, "1-hello"],
])("%# in a path is %s", (value, expected) => {
  expect(toParam(value)).toBe(expected);
});

test.each<[unknown, string]>([
  [null, "cannot put null in a path"],
  [undefined, "cannot put undefined in a path"],
  [{}, "it has no id"],
  [new Post(null), "cannot put this Post in a path: its id is null, it was not saved yet"],
  [Object.create(null), "it has no id"],
  [{ noId: 1 }, "it has no id"],
  [new Bar(null), "cannot put this Bar in a path: its uuid is null"],
  [Number.NaN, "cannot put NaN in a path"],
  [Number.POSITIVE_INFINITY, "cannot put Infinity in a path"],
  [{ id: {} }, "it has no id"],
])("%# cannot stand in a path", (value, message) => {
  expect(() => toParam(value)).toThrow(message);
});
