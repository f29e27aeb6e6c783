import { describe, expect, test } from "vitest";
import {
  Form,
  type Html,
  type HtmlForm,
  InputsFor,
  optionsForSelect,
  raw,
  renderToString,
  toForm,
} from "./index.ts";

const show = (html: Html) => renderToString(html, { csrfToken: () => "tok" });
const token = '<input name="_csrf_token" type="hidden" hidden value="tok">';
const method = (name: string) => `<input type="hidden" name="_method" value="${name}">`;
const input = (form: HtmlForm) => {
  const { id, name, value } = form.field("foo");
  return <input id={id} name={name} value={value as string} />;
};

// Cases after live_view's component tests and phoenix_html's form_test (MIT).
describe("Form", () => {
  test.each<[string, Html, string]>([
    ["of a prebuilt form", <Form for={toForm({})}>{input}</Form>, '<form><input id="foo" name="foo"></form>'],
    [
      "of a prebuilt form with a name",
      <Form for={toForm({ foo: "x" }, { as: "data" })}>{input}</Form>,
      '<form><input id="data_foo" name="data[foo]" value="x"></form>',
    ],
    [
      "of a prebuilt form with options of its own",
      <Form for={toForm({})} as="base" data-foo="bar" class="pretty" phx-change="valid">
        {input}
      </Form>,
      '<form data-foo="bar" class="pretty" phx-change="valid"><input id="base_foo" name="base[foo]"></form>',
    ],
    [
      "of plain data",
      <Form for={{ foo: "a&b" }}>{input}</Form>,
      '<form><input id="foo" name="foo" value="a&amp;b"></form>',
    ],
    ["of nothing", <Form for={null}>{input}</Form>, '<form><input id="foo" name="foo"></form>'],
    [
      "with an action and no method",
      <Form for={{}} action="/" />,
      `<form action="/" method="post">${token}</form>`,
    ],
    [
      "with an address",
      <Form for={{}} action={new URL("http://a.example/x?y=1&z")} />,
      `<form action="http://a.example/x?y=1&amp;z" method="post">${token}</form>`,
    ],
    ["that asks", <Form for={{}} action="/" method="get" />, '<form action="/" method="get"></form>'],
    [
      "that asks, with a token",
      <Form for={{}} action="/" method="get" csrfToken />,
      `<form action="/" method="get">${token}</form>`,
    ],
    ["with a method and no action", <Form for={{}} method="post" />, '<form method="post"></form>'],
    [
      "with a token of its own",
      <Form for={{}} action="/" csrfToken="123" />,
      `<form action="/" method="post">${token.replace('tok"', '123"')}</form>`,
    ],
    [
      "without a token",
      <Form for={{}} action="/" csrfToken={false} />,
      '<form action="/" method="post"></form>',
    ],
    [
      "that deletes",
      <Form for={{}} action="/" method="delete" />,
      `<form action="/" method="post">${token}${method("delete")}</form>`,
    ],
    [
      "that patches",
      <Form for={{}} action="/" method="patch" />,
      `<form action="/" method="post">${token}${method("patch")}</form>`,
    ],
    ["with files", <Form for={{}} multipart />, '<form enctype="multipart/form-data"></form>'],
    ["with another encoding", <Form for={{}} enctype="text/plain" />, '<form enctype="text/plain"></form>'],
    ["with text in it", <Form for={{}}>{"<>"}</Form>, "<form>&lt;&gt;</form>"],
    ["with markup in it", <Form for={{}}>{raw("<b>x</b>")}</Form>, "<form><b>x</b></form>"],
    [
      "with all there is",
      <Form
        for={{}}
        id="form"
        action="/"
        method="put"
        multipart
        csrfToken="123"
        as="user"
        data-foo="bar"
        class="pretty"
        phx-change="valid"
      >
        {input}
      </Form>,
      '<form data-foo="bar" class="pretty" phx-change="valid" id="form" action="/" method="post" enctype="multipart/form-data">' +
        `${token.replace('tok"', '123"')}${method("put")}<input id="form_foo" name="user[foo]"></form>`,
    ],
  ])("%s", (_, html, expected) => {
    expect(show(html)).toBe(expected);
  });

  test("hands the errors that it is given to what stands in it", () => {
    const errors = [{ field: "name", message: "can't be blank", options: {} }];
    for (const source of [toForm({}), {}]) {
      const html = (
        <Form for={source} errors={errors}>
          {(form) => form.field("name").errors.map(({ message }) => message)}
        </Form>
      );
      expect(show(html)).toBe("<form>can&#39;t be blank</form>");
    }
  });

  test("refuses an action that runs a program", () => {
    expect(() => show(<Form for={{}} action="javascript:alert(1)" />)).toThrow(/would run a program/);
  });

  test("holds selects", () => {
    const html = (
      <Form for={{ role: "user" }} as="account">
        {(f) => (
          <select name={f.field("role").name}>
            {optionsForSelect({ Admin: "admin", User: "user" }, f.field("role").value as string)}
          </select>
        )}
      </Form>
    );
    expect(show(html)).toBe(
      '<form><select name="account[role]"><option value="admin">Admin</option><option value="user" selected>User</option></select></form>',
    );
  });
});

describe("InputsFor", () => {
  const form = toForm({}, { as: "myform" });
  const sent = toForm({ inner: { 0: { foo: "a" }, 1: { foo: "b" } } }, { as: "myform" });

  test.each<[string, Html, string]>([
    [
      "one",
      <InputsFor field={form.field("inner")}>{input}</InputsFor>,
      '<input id="myform_inner_foo" name="myform[inner][foo]">',
    ],
    [
      "names of its own",
      <InputsFor field={form.field("inner")} id="test" as="name">
        {input}
      </InputsFor>,
      '<input id="test_foo" name="name[foo]">',
    ],
    [
      "a default",
      <InputsFor field={form.field("inner")} default={{ foo: "123" }}>
        {input}
      </InputsFor>,
      '<input id="myform_inner_foo" name="myform[inner][foo]" value="123">',
    ],
    [
      "a list with entries around it",
      <InputsFor
        field={form.field("inner")}
        default={[{ foo: "2" }]}
        prepend={[{ foo: "1" }]}
        append={[{ foo: "3" }]}
      >
        {input}
      </InputsFor>,
      [1, 2, 3]
        .map((n) => `<input id="myform_inner_${n - 1}_foo" name="myform[inner][${n - 1}][foo]" value="${n}">`)
        .join(""),
    ],
    [
      "what was sent",
      <InputsFor field={sent.field("inner")} prepend={[{ foo: "1" }]}>
        {input}
      </InputsFor>,
      '<input id="myform_inner_0_foo" name="myform[inner][0][foo]" value="a"><input id="myform_inner_1_foo" name="myform[inner][1][foo]" value="b">',
    ],
    [
      "none",
      <InputsFor field={form.field("inner")} default={[]}>
        {input}
      </InputsFor>,
      "",
    ],
  ])("%s", (_, html, expected) => {
    expect(show(html)).toBe(expected);
  });
});
