import { expect, test } from "vitest";
import { optionsForSelect, renderToString, type SelectOptions, type SelectValue } from "./index.ts";

const option = (value: string, label = value, rest = "") =>
  `<option value="${value}"${rest}>${label}</option>`;
const chosen = (value: string, label = value) => option(value, label, " selected");

// Cases after phoenix_html's form_test (MIT).
test.each<[SelectOptions, SelectValue | SelectValue[] | undefined, string]>([
  [["value", "novalue"], undefined, option("value") + option("novalue")],
  [["value", "novalue"], null, option("value") + option("novalue")],
  [["value", "novalue"], "novalue", option("value") + chosen("novalue")],
  [["value", "novalue"], ["value", "novalue"], chosen("value") + chosen("novalue")],
  [["value", "novalue"], [], option("value") + option("novalue")],
  [["value"], "other", option("value")],
  [
    [
      ["Admin", "admin"],
      ["User", "user"],
    ],
    "user",
    option("admin", "Admin") + chosen("user", "User"),
  ],
  [{ Admin: "admin", User: "user" }, "user", option("admin", "Admin") + chosen("user", "User")],
  [
    [
      ["foo", 1],
      ["bar", 2],
    ],
    [1],
    chosen("1", "foo") + option("2", "bar"),
  ],
  [
    [
      ["foo", "1"],
      ["bar", "2"],
    ],
    1,
    chosen("1", "foo") + option("2", "bar"),
  ],
  [
    [
      ["foo", 1],
      ["bar", 2],
    ],
    "2",
    option("1", "foo") + chosen("2", "bar"),
  ],
  [[1, 2], 2, option("1") + chosen("2")],
  [
    [
      ["Yes", true],
      ["No", false],
    ],
    false,
    option("true", "Yes") + chosen("false", "No"),
  ],
  [
    [
      ["None", null],
      ["One", 1],
    ],
    null,
    option("", "None") + option("1", "One"),
  ],
  [
    [
      ["None", null],
      ["One", 1],
    ],
    [null],
    chosen("", "None") + option("1", "One"),
  ],
  [[["<b>", '"']], '"', chosen("&quot;", "&lt;b&gt;")],
  [
    [{ label: "Value", value: "value", disabled: true }],
    "value",
    option("value", "Value", " selected disabled"),
  ],
  [
    [{ label: "Value", value: 1, disabled: false, class: "red", "data-x": 2 }],
    null,
    option("1", "Value", ' class="red" data-x="2"'),
  ],
  [["a", { hr: true }, "b"], null, `${option("a")}<hr>${option("b")}`],
  [
    [
      ["foo", ["bar", "baz"]],
      ["qux", ["qux", "quz"]],
    ],
    "qux",
    `<optgroup label="foo">${option("bar")}${option("baz")}</optgroup><optgroup label="qux">${chosen("qux")}${option("quz")}</optgroup>`,
  ],
  [
    { foo: { "1": "One", "2": "Two" }, qux: ["qux"] },
    "Two",
    `<optgroup label="foo">${option("One", "1")}${chosen("Two", "2")}</optgroup><optgroup label="qux">${option("qux")}</optgroup>`,
  ],
  [
    [{ group: "a & b", options: [["x", 1], { hr: true }, { label: "y", value: 2, disabled: true }] }],
    [1, 2],
    `<optgroup label="a &amp; b">${chosen("1", "x")}<hr>${option("2", "y", " selected disabled")}</optgroup>`,
  ],
  [[], "a", ""],
  [{}, "a", ""],
])("%j with %j", (options, selected, expected) => {
  expect(renderToString(optionsForSelect(options, selected))).toBe(expected);
});
