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

// Names after Phoenix's naming tests (Apache 2.0).
test.each([
  ["FooBar1", "foo_bar1"],
  ["fooBar1", "foo_bar1"],
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
  ["__foobar", "upper", "Foobar"],
  ["_FooBar", "upper", "FooBar"],
  ["foobar_", "upper", "Foobar"],
  ["foobar_1", "upper", "Foobar1"],
  ["", "upper", ""],
  ["_foo_bar", "upper", "FooBar"],
  ["foo_bar_1", "upper", "FooBar1"],
  ["foo__bar", "lower", "fooBar"],
  ["foobar", "lower", "foobar"],
  ["_foobar", "lower", "foobar"],
  ["__foobar", "lower", "foobar"],
  ["_FooBar", "lower", "fooBar"],
  ["foobar_", "lower", "foobar"],
  ["foobar_1", "lower", "foobar1"],
  ["foo_bar_1", "lower", "fooBar1"],
] as const)("camelize(%s, %s) is %s", (value, style, expected) => {
  expect(camelize(value, style)).toBe(expected);
});

test.each([
  ["username", "Username"],
  ["created_at", "Created at"],
  ["user_id", "User"],
  ["_id", ""],
  ["foo_bar", "Foo bar"],
  ["email_id", "Email"],
])("humanize(%s) is %s", (value, expected) => {
  expect(humanize(value)).toBe(expected);
});
