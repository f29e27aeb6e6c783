import { expect, test } from "vitest";
import { camelize, humanize, resourceName, underscore, unsuffix } from "./naming.ts";

test.each([
  ["MyApp.User", undefined, "user"],
  ["MyApp.UserView", "View", "user"],
  ["UserController", "Controller", "user"],
  ["MyApp.UserRole", "Controller", "user_role"],
  ["User", "", "user"],
])("resourceName(%s, %s) is %s", (name, suffix, expected) => {
  expect(resourceName(name, suffix)).toBe(expected);
});

test.each([
  ["MyApp.User", "View", "MyApp.User"],
  ["MyApp.UserView", "View", "MyApp.User"],
  ["View", "View", ""],
])("unsuffix(%s, %s) is %s", (value, suffix, expected) => {
  expect(unsuffix(value, suffix)).toBe(expected);
});

test.each([
  ["FooBar", "foo_bar"],
  ["Foobar", "foobar"],
  ["APIWorld", "api_world"],
  ["ErlangVM", "erlang_vm"],
  ["API.V1.User", "api/v1/user"],
  ["SAPExample", "sap_example"],
  ["my-app", "my_app"],
  ["", ""],
])("underscore(%s) is %s", (value, expected) => {
  expect(underscore(value)).toBe(expected);
});

test.each([
  ["foo_bar", "upper", "FooBar"],
  ["foo__bar", "upper", "FooBar"],
  ["foobar", "upper", "Foobar"],
  ["_foobar", "upper", "Foobar"],
  ["foo/bar", "upper", "Foo.Bar"],
  ["FooBar", "upper", "FooBar"],
  ["foo_bar", "lower", "fooBar"],
  ["_foo_bar", "lower", "fooBar"],
  ["FooBar", "lower", "fooBar"],
  ["", "lower", ""],
] as const)("camelize(%s, %s) is %s", (value, style, expected) => {
  expect(camelize(value, style)).toBe(expected);
});

test.each([
  ["username", "Username"],
  ["created_at", "Created at"],
  ["user_id", "User"],
  ["_id", ""],
])("humanize(%s) is %s", (value, expected) => {
  expect(humanize(value)).toBe(expected);
});
