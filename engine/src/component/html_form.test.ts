import { describe, expect, test } from "vitest";
import { Upload } from "../conn/upload.ts";
import { formSource, type HtmlForm, type NestedOptions, normalizeValue, toForm, usedInput } from "./index.ts";

// Cases after phoenix_html's form_test and form_data tests (MIT), and live_view's component tests (MIT).
describe("a form of plain parameters", () => {
  test.each<[string, HtmlForm, object]>([
    ["without a name", toForm({ key: "value" }), { id: "key", name: "key", value: "value", errors: [] }],
    [
      "with a name",
      toForm({ key: "value" }, { as: "search" }),
      { id: "search_key", name: "search[key]", value: "value" },
    ],
    [
      "with a name and an id",
      toForm({ key: "value" }, { as: "search", id: "s" }),
      { id: "s_key", name: "search[key]" },
    ],
    ["with an id alone", toForm({ key: "value" }, { id: "s" }), { id: "s_key", name: "key" }],
    [
      "of nothing",
      toForm(null, { as: "search" }),
      { id: "search_key", name: "search[key]", value: undefined },
    ],
    ["of undefined", toForm(undefined), { id: "key", name: "key", value: undefined }],
    ["that was sent empty", toForm({ key: "" }), { value: "" }],
    ["that was sent as null", toForm({ key: null }), { value: null }],
    [
      "taken as it is",
      toForm(toForm({ key: "value" }, { as: "search" })),
      { id: "search_key", name: "search[key]", value: "value" },
    ],
    [
      "renamed",
      toForm(toForm({ key: "value" }), { as: "data" }),
      { id: "data_key", name: "data[key]", value: "value" },
    ],
  ])("%s", (_, form, expected) => {
    expect(form.field("key")).toMatchObject(expected);
    expect(form.field("key").form).toBe(form);
  });

  test("has the errors that it is given, each with its field", () => {
    const errors = [
      { field: "name", message: "can't be blank", options: {} },
      { field: "name", message: "is %{what}", options: { what: "odd" } },
      { field: "age", message: "is young", options: {} },
    ];
    const form = toForm({}, { errors });
    expect(form.errors).toBe(errors);
    expect(form.field("name").errors).toEqual(errors.slice(0, 2));
    expect(form.field("none").errors).toEqual([]);
    expect(toForm(toForm({}), { errors }).field("age").errors).toEqual(errors.slice(2));
    expect(toForm(toForm({}, { errors }), { as: "user" }).field("age").errors).toEqual(errors.slice(2));
  });

  test.each([
    [undefined, "search_key"],
    ["", "search_key_"],
    ["value", "search_key_value"],
    [1, "search_key_1"],
    [true, "search_key_true"],
    ["admin user", "search_key_admin_user"],
    ["<>", "search_key___"],
    ["é-1", "search_key_é-1"],
  ])("the id of the input with the value %j is %s", (value, expected) => {
    expect(toForm({}, { as: "search" }).inputId("key", value)).toBe(expected);
  });

  test("knows of no rules, unless its source does", () => {
    expect(toForm({}).inputValidations("key")).toEqual({});
    const rules: Record<string, Record<string, string | number | boolean>> = {
      key: { required: true, maxlength: 5 },
    };
    const state = { ...toForm({}).state, validations: (field: string) => rules[field] ?? {} };
    const form = toForm({ [formSource]: () => state });
    expect([form.inputValidations("key"), form.inputValidations("other")]).toEqual([
      { required: true, maxlength: 5 },
      {},
    ]);
  });

  test.each(["toString", "__proto__", "constructor", "hasOwnProperty"])(
    "a field named %s is a field",
    (name) => {
      expect([
        toForm({}).field(name).value,
        toForm({}).nested(name).length,
        usedInput(toForm({}).field(name)),
      ]).toEqual([undefined, 1, false]);
    },
  );
});

describe("forms within it", () => {
  const inner = (params: Record<string, unknown>, options?: NestedOptions) =>
    toForm(params, { as: "f" })
      .nested("inner", options)
      .map((form) => {
        const { id, name, value } = form.field("foo");
        return `${id} ${name} ${value} ${form.index}`;
      });

  test.each<[string, Record<string, unknown>, NestedOptions | undefined, string[]]>([
    ["one, when nothing is said", {}, undefined, ["f_inner_foo f[inner][foo] undefined undefined"]],
    ["one with a default", {}, { default: { foo: "123" } }, ["f_inner_foo f[inner][foo] 123 undefined"]],
    [
      "one that was sent",
      { inner: { foo: "456" } },
      { default: { foo: "123" } },
      ["f_inner_foo f[inner][foo] 456 undefined"],
    ],
    ["one with names of its own", {}, { id: "test", as: "name" }, ["test_foo name[foo] undefined undefined"]],
    [
      "one that was sent as text",
      { inner: "x" },
      undefined,
      ["f_inner_foo f[inner][foo] undefined undefined"],
    ],
    ["none by default", {}, { default: [] }, []],
    [
      "a list, with entries before and after",
      {},
      { default: [{ foo: "456" }], prepend: [{ foo: "123" }], append: [{ foo: "789" }] },
      [
        "f_inner_0_foo f[inner][0][foo] 123 0",
        "f_inner_1_foo f[inner][1][foo] 456 1",
        "f_inner_2_foo f[inner][2][foo] 789 2",
      ],
    ],
    [
      "a list that was sent has no entries added",
      { inner: { 0: { foo: "a" }, 1: { foo: "b" } } },
      { default: [{ foo: "456" }], prepend: [{ foo: "123" }], append: [{ foo: "789" }] },
      ["f_inner_0_foo f[inner][0][foo] a 0", "f_inner_1_foo f[inner][1][foo] b 1"],
    ],
    [
      "a list that was sent, in the order of its numbers",
      { inner: { 10: { foo: "c" }, 0: { foo: "a" }, 2: { foo: "b" } } },
      undefined,
      [
        "f_inner_0_foo f[inner][0][foo] a 0",
        "f_inner_1_foo f[inner][1][foo] b 1",
        "f_inner_2_foo f[inner][2][foo] c 2",
      ],
    ],
    [
      "a list with names of its own",
      { inner: [{ foo: "a" }] },
      { id: "test", as: "name" },
      ["test_0_foo name[0][foo] a 0"],
    ],
    [
      "a list that holds something else",
      { inner: [{ foo: "a" }, "b", null] },
      undefined,
      ["f_inner_0_foo f[inner][0][foo] a 0"],
    ],
    ["a list that was sent empty", { inner: [] }, { default: [{ foo: "1" }] }, []],
    [
      "keys that are no numbers, where a list is meant",
      { inner: { x: { foo: "a" } } },
      { default: [] },
      ["f_inner_0_foo f[inner][0][foo] a 0"],
    ],
  ])("%s", (_, params, options, expected) => {
    expect(inner(params, options)).toEqual(expected);
  });

  test("at any depth", () => {
    const [order] = toForm({ order: { items: [{ tags: { 0: { name: "x" } } }] } }).nested("order");
    const [item] = order!.nested("items");
    const [tag] = item!.nested("tags");
    expect(tag!.field("name")).toMatchObject({
      name: "order[items][0][tags][0][name]",
      id: "order_items_0_tags_0_name",
      value: "x",
    });
  });
});

describe("usedInput", () => {
  test.each<[Record<string, unknown>, boolean]>([
    [{}, false],
    [{ other: "x" }, false],
    [{ name: "x" }, true],
    [{ name: "" }, true],
    [{ name: null }, true],
    [{ name: "", _unused_name: "" }, false],
    [{ _unused_name: "" }, false],
    [{ name: { first: "", last: "" } }, true],
    [{ name: { first: "", _unused_first: "", last: "" } }, true],
    [{ name: { first: "", _unused_first: "", last: "", _unused_last: "" } }, false],
    [{ name: {} }, false],
    [{ name: { deep: { x: "", _unused_x: "" } } }, false],
    [{ name: { deep: { x: "" } } }, true],
    [{ name: ["a"] }, true],
    [{ name: [] }, true],
    [{ name: new Upload("a.png", "image/png", "/tmp/a") }, true],
  ])("%j: %s", (params, expected) => {
    expect(usedInput(toForm(params).field("name"))).toBe(expected);
  });
});

describe("normalizeValue", () => {
  const at = new Date("2017-09-21T20:21:53Z");
  test.each<[string, unknown, unknown]>([
    ["checkbox", true, true],
    ["checkbox", "true", true],
    ["checkbox", "on", true],
    ["checkbox", false, false],
    ["checkbox", "false", false],
    ["checkbox", "", false],
    ["checkbox", null, false],
    ["checkbox", undefined, false],
    ["datetime-local", at, "2017-09-21T20:21"],
    ["datetime-local", "2017-09-21 20:21:53", "2017-09-21T20:21"],
    ["datetime-local", "2017-09-21T20:21:53.000Z", "2017-09-21T20:21"],
    ["datetime-local", "2017-09-21T20:21", "2017-09-21T20:21"],
    ["datetime-local", "2017-9-21", "2017-9-21"],
    ["datetime-local", "", ""],
    ["datetime-local", null, undefined],
    ["time", "12:34:56", "12:34"],
    ["time", "12:34", "12:34"],
    ["time", "noon", "noon"],
    ["date", "2017-09-21", "2017-09-21"],
    ["text", "other", "other"],
    ["text", 1.5, 1.5],
    ["text", { toString: () => "1.50" }, "1.50"],
    ["text", null, undefined],
    ["select", ["a", "b"], ["a", "b"]],
  ])("of a %s: %j → %j", (type, value, expected) => {
    expect(normalizeValue(type, value)).toEqual(expected);
  });
});
