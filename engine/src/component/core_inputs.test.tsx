import { describe, expect, test } from "vitest";
import { Changeset } from "../ecto/changeset/changeset.ts";
import * as fields from "../ecto/schema/field.ts";
import { Schema } from "../ecto/schema/schema.ts";
import { attributesOf, core, find, show, shown } from "./core_components.fixture.ts";
import { toForm } from "./index.ts";

const { Input } = core;

class Product extends Schema("products", {
  title: fields.string(),
  active: fields.boolean(),
  released: fields.utcDatetime(),
}) {}

describe("Input", () => {
  const changeset = new Changeset(new Product(), {
    params: { title: "", active: "true" },
    changes: { active: true, released: new Date("2024-05-06T07:08:09Z") },
    action: "insert",
  }).addError("title", "should be at least %{count} characters", { count: 2 });
  const form = toForm(changeset);

  test("has a label, the value, and the errors that belong to it", () => {
    expect(shown(<Input field={form.field("title")} label="Title" required />)).toBe(
      '<div class="field"><label class="label" for="product_title">Title</label>' +
        '<input id="product_title" name="product[title]" aria-invalid="true" aria-describedby="product_title-error" type="text" class="input invalid" value="" required>' +
        '<div id="product_title-error" class="field-errors"><p class="error"><span class="icon icon-exclamation-circle" aria-hidden="true"></span>' +
        "should be at least 2 characters</p></div></div>",
    );
  });

  test("shows no errors of a field that was not sent", () => {
    const untouched = toForm(changeset.with({ params: {} })).field("title");
    expect(show(<Input field={untouched} />)).not.toContain("error");
  });

  test("a check box sends false when it is not ticked", () => {
    const inputs = find(<Input field={form.field("active")} type="checkbox" label="On?" />, "input").map(
      attributesOf,
    );
    expect(inputs).toMatchObject([
      { type: "hidden", name: "product[active]", value: "false" },
      { type: "checkbox", name: "product[active]", value: "true", checked: "" },
    ]);
    const off = find(<Input name="x" type="checkbox" value={false} />, "input").map(attributesOf);
    expect(off[1]).not.toHaveProperty("checked");
  });

  test("a select marks what is chosen", () => {
    const select = (
      <Input
        name="c"
        type="select"
        label="Category"
        prompt="Choose"
        value={[2]}
        multiple
        options={[["One", 1], ["Two", 2], { group: "More", options: ["three"] }]}
      />
    );
    expect(attributesOf(find(select, "select")[0])).toMatchObject({ name: "c", multiple: "" });
    expect(
      find(select, "option").map((option) => [
        attributesOf(option).value,
        "selected" in attributesOf(option),
      ]),
    ).toEqual([
      ["", false],
      ["1", false],
      ["2", true],
      ["three", false],
    ]);
    expect(find(select, "optgroup")).toHaveLength(1);
  });

  test("a field of many values sends a list", () => {
    const inputs = find(
      <Input field={form.field("category_ids")} type="select" multiple options={[["A", 1]]} />,
      "select",
    );
    expect(attributesOf(inputs[0]).name).toBe("product[category_ids][]");
  });

  test("text areas, dates and files", () => {
    expect(show(<Input name="t" type="textarea" value={"\na </textarea>"} rows={3} />)).toContain(
      'rows="3">\n\na &lt;/textarea&gt;</textarea>',
    );
    expect(
      attributesOf(find(<Input field={form.field("released")} type="datetime-local" />, "input")[0]).value,
    ).toBe("2024-05-06T07:08");
    expect(attributesOf(find(<Input name="f" type="file" value="secret" />, "input")[0])).not.toHaveProperty(
      "value",
    );
  });
});

// Every type of Phoenix's CoreComponents.input/1.
describe("an input of the type", () => {
  test.each([
    ["color", "#123456"],
    ["date", "2024-05-06"],
    ["email", "a@example.com"],
    ["month", "2024-05"],
    ["number", 3],
    ["password", "secret"],
    ["radio", "admin"],
    ["range", 7],
    ["search", "x"],
    ["tel", "1234"],
    ["text", "a & b"],
    ["time", "12:34"],
    ["url", "https://example.com"],
    ["week", "2024-W01"],
  ] as const)("%s shows its value %j", (type, value) => {
    const [input] = find(<Input name="x" type={type} value={value} />, "input");
    expect(attributesOf(input)).toEqual({ name: "x", type, class: "input", value: String(value) });
  });

  test.each([
    ["datetime-local", "2024-05-06 07:08:09", "2024-05-06T07:08"],
    ["time", "07:08:09", "07:08"],
    ["number", null, undefined],
    ["text", undefined, undefined],
    ["text", "", ""],
    ["number", 0, "0"],
    ["file", "secret.txt", undefined],
  ] as const)("%s with the value %j has %j", (type, value, expected) => {
    expect(attributesOf(find(<Input name="x" type={type} value={value} />, "input")[0]).value).toBe(expected);
  });

  test("hidden is alone", () => {
    expect(show(<Input id="a" name="x" type="hidden" value={3} data-a="1" />)).toBe(
      '<input id="a" name="x" type="hidden" value="3" data-a="1">',
    );
  });

  test.each<[unknown, boolean]>([
    [undefined, false],
    [null, false],
    ["", false],
    ["false", false],
    [false, false],
    ["true", true],
    [true, true],
    ["on", true],
  ])("checkbox with the value %j: %s", (value, checked) => {
    const [unchecked, box] = find(
      <Input id="a" name="x" type="checkbox" value={value} label="L" />,
      "input",
    ).map(attributesOf);
    expect(unchecked).toEqual({ type: "hidden", name: "x", value: "false" });
    expect(box).toEqual({
      id: "a",
      name: "x",
      type: "checkbox",
      value: "true",
      ...(checked && { checked: "" }),
    });
  });

  test("checkbox without a value at all sends false, and can be disabled with its companion", () => {
    const inputs = find(<Input name="x" type="checkbox" disabled form="f" />, "input").map(attributesOf);
    expect(inputs).toEqual([
      { type: "hidden", name: "x", value: "false", disabled: "", form: "f" },
      { name: "x", type: "checkbox", value: "true", disabled: "", form: "f" },
    ]);
  });

  test.each([
    [true, undefined, true],
    [false, "true", false],
  ])("checkbox that is told checked=%s", (checked, value, expected) => {
    const [, box] = find(<Input name="x" type="checkbox" checked={checked} value={value} />, "input");
    expect("checked" in attributesOf(box)).toBe(expected);
  });

  test("select takes options of every kind, and its attributes", () => {
    const select = (
      <Input
        name="c"
        type="select"
        value="b"
        options={{ One: "a", Two: "b" }}
        autocomplete="off"
        required
        phx-change="chosen"
        data-x="1"
      />
    );
    expect(attributesOf(find(select, "select")[0])).toEqual({
      name: "c",
      class: "input",
      autocomplete: "off",
      required: "",
      "phx-change": "chosen",
      "data-x": "1",
    });
    expect(find(select, "option").map(attributesOf)).toEqual([{ value: "a" }, { value: "b", selected: "" }]);
  });

  test.each<[unknown, string[]]>([
    [undefined, []],
    [null, []],
    [[], []],
    [
      ["1", 2],
      ["1", "2"],
    ],
    [[3n], ["3"]],
    ["2", ["2"]],
  ])("select of many with the value %s", (value, expected) => {
    const form = toForm({ ids: value }, { as: "p" });
    const select = <Input field={form.field("ids")} type="select" multiple options={[1, 2, 3]} />;
    expect(attributesOf(find(select, "select")[0])).toMatchObject({ name: "p[ids][]", multiple: "" });
    const chosen = find(select, "option")
      .map(attributesOf)
      .filter((option) => "selected" in option);
    expect(chosen.map((option) => option.value)).toEqual(expected);
  });

  test("textarea takes its attributes, and text of nothing", () => {
    const area = (
      <Input name="t" type="textarea" placeholder="Say it" maxlength={5} cols={3} phx-debounce="300" />
    );
    expect(attributesOf(find(area, "textarea")[0])).toEqual({
      name: "t",
      class: "input",
      rows: "6",
      placeholder: "Say it",
      maxlength: "5",
      cols: "3",
      "phx-debounce": "300",
    });
    expect(find(area, "textarea")[0]!.childNodes).toEqual([]);
  });

  test("file of many sends a list", () => {
    const [input] = find(
      <Input field={toForm({}, { as: "p" }).field("photos")} type="file" multiple accept="image/*" />,
      "input",
    );
    expect(attributesOf(input)).toEqual({
      id: "p_photos",
      name: "p[photos][]",
      type: "file",
      class: "input",
      multiple: "",
      accept: "image/*",
    });
  });
});

describe("errors of an input", () => {
  const errors = [{ field: "name", message: "should be at least %{count}", options: { count: 2 } }];

  test.each<[Record<string, unknown>, boolean]>([
    [{ name: "" }, true],
    [{}, false],
    [{ name: "", _unused_name: "" }, false],
  ])("are shown once it was used: %j, %s", (params, expected) => {
    for (const type of ["text", "checkbox", "select", "textarea"] as const) {
      const html = show(<Input field={toForm(params, { errors }).field("name")} type={type} />);
      expect(html.includes("should be at least 2")).toBe(expected);
      expect(html.includes('aria-invalid="true"')).toBe(expected);
    }
  });

  test("that are given go before the form's", () => {
    const field = toForm({ name: "" }, { errors }).field("name");
    const html = show(<Input field={field} errors={["must be <accepted>"]} />);
    expect(html).toContain("must be &lt;accepted&gt;");
    expect(html).not.toContain("should be");
    expect(show(<Input field={field} errors={[]} />)).not.toContain("error");
  });

  test("names, ids and values that are given go before the field's", () => {
    const field = toForm({ name: "a" }, { as: "user" }).field("name");
    expect(attributesOf(find(<Input field={field} id="i" name="n" value="v" />, "input")[0])).toMatchObject({
      id: "i",
      name: "n",
      value: "v",
    });
    expect(find(<Input field={field} label="Name" />, "label").map(attributesOf)).toEqual([
      { class: "label", for: "user_name" },
    ]);
  });
});
