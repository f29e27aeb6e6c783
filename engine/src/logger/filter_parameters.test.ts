import { expect, test } from "vitest";
import { decodeQuery } from "../conn/query.ts";
import { Upload } from "../conn/upload.ts";
import { type FilterParameters, filterParameters } from "./filter_parameters.ts";

const upload = new Upload("a.png", "image/png", "/tmp/x");
const date = new Date(0);
class Money {
  password = "of a class, so no parameter";
}
const money = new Money();
const F = "[FILTERED]";

// Cases after Phoenix's logger_test (MIT).
test.each<[FilterParameters | undefined, unknown, unknown]>([
  [undefined, { foo: "bar", password: "should_not_show" }, { foo: "bar", password: F }],
  [["password"], { foo: "bar", Password: "shown" }, { foo: "bar", Password: "shown" }],
  [["password"], { foo: "bar", map: { password: "x" } }, { foo: "bar", map: { password: F } }],
  [["password"], { foo: "bar", list: [{ password: "x" }] }, { foo: "bar", list: [{ password: F }] }],
  [
    ["password"],
    { password_confirmation: "x", nested: { list: [{ password: "y" }] } },
    { password_confirmation: F, nested: { list: [{ password: F }] } },
  ],
  [["password"], { password: { deep: 1 } }, { password: F }],
  [["password", "secret"], { secret_key: "x", password: "y", id: 1 }, { secret_key: F, password: F, id: 1 }],
  [["password"], { file: upload, at: date, money }, { file: upload, at: date, money }],
  [["password"], { password: upload }, { password: F }],
  [["password"], { list: [["a"], null, undefined, true] }, { list: [["a"], null, undefined, true] }],
  [["password"], "text", "text"],
  [[], { password: "x" }, { password: "x" }],
  [{ keep: [] }, { foo: "bar", list: ["a"] }, { foo: F, list: [F] }],
  [{ keep: ["foo"] }, { foo: "bar", password: "x" }, { foo: "bar", password: F }],
  [{ keep: ["foo"] }, { foo: "bar", map: { password: "x" } }, { foo: "bar", map: { password: F } }],
  [{ keep: ["foo"] }, { foo: "bar", list: [{ password: "x" }] }, { foo: "bar", list: [{ password: F }] }],
  [
    { keep: ["foo"] },
    { foo: "bar", file: upload, at: date, money },
    { foo: "bar", file: F, at: F, money: F },
  ],
  [{ keep: ["file"] }, { file: upload }, { file: upload }],
  [
    { keep: ["id"] },
    { id: 1, ident: 2, nested: { id: 3, x: 4 } },
    { id: 1, ident: F, nested: { id: 3, x: F } },
  ],
  [
    { keep: ["order"] },
    { order: { secret: ["x", { y: 1 }] }, name: "y" },
    { order: { secret: ["x", { y: 1 }] }, name: F },
  ],
])("%j %j", (filter, values, expected) => {
  expect(filterParameters(values, filter)).toEqual(expected);
});

test("parameters as they come of a request, whatever their names", () => {
  const params = decodeQuery("user[password]=x&__proto__[password]=y&constructor=z");
  expect(JSON.stringify(filterParameters(params))).toBe(
    '{"user":{"password":"[FILTERED]"},"__proto__":{"password":"[FILTERED]"},"constructor":"z"}',
  );
});
