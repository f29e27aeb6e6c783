import { readFileSync } from "node:fs";
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from "parse5";
import { describe, expect, test } from "vitest";
import type * as CoreComponents from "../../templates/new/lib/app_name_web/components/core_components.tsx";
import { ModuleGraph } from "../code/index.ts";
import { Changeset } from "../ecto/changeset/changeset.ts";
import * as fields from "../ecto/schema/field.ts";
import { Schema } from "../ecto/schema/schema.ts";
import { MemoryFileSystem } from "../platform/memory_file_system.ts";
import { evaluate } from "../platform/node/evaluate.ts";
import * as component from "./index.ts";
import { type Html, Link, renderToString, toForm } from "./index.ts";
import * as jsxRuntime from "./jsx_runtime.ts";

// Loaded as a project loads it.
const template = new URL(
  "../../templates/new/lib/app_name_web/components/core_components.tsx",
  import.meta.url,
);
const packages = { "fledge/component": component, "fledge/jsx-runtime": jsxRuntime };
const graph = new ModuleGraph({
  root: "/hello",
  platform: {
    name: "worker",
    fs: new MemoryFileSystem({ "/hello/lib/core_components.tsx": readFileSync(template, "utf8") }),
    evaluate,
    importPackage: (specifier) => Promise.reject(new Error(specifier)),
  },
  packages: Object.entries(packages),
});
await graph.prepare(["lib/core_components.tsx"]);
const {
  Back,
  Button,
  Flash,
  FlashGroup,
  Header,
  Icon,
  Input,
  List,
  Modal,
  SimpleForm,
  Table,
  translateErrors,
} = graph.import("lib/core_components.tsx") as unknown as typeof CoreComponents;

type Element = DefaultTreeAdapterTypes.Element;

const show = (html: Html) => renderToString(html, { csrfToken: () => "token" });

/** Renders, and fails when a browser would read the markup as anything but what was written. */
function shown(html: Html): string {
  const text = show(html);
  expect(text.replace(/<!DOCTYPE html>\n/, "").replaceAll("&#39;", "'")).toBe(
    serialize(parseFragment(text)).replace(/ (\w[\w-]*)=""/g, (all, name) =>
      text.includes(all) ? all : ` ${name}`,
    ),
  );
  return text;
}

function find(html: Html, tag: string): Element[] {
  const found: Element[] = [];
  const visit = (nodes: DefaultTreeAdapterTypes.ChildNode[]) => {
    for (const node of nodes) {
      if (!("tagName" in node)) continue;
      if (node.tagName === tag) found.push(node);
      visit(node.childNodes);
    }
  };
  visit(parseFragment(show(html)).childNodes);
  return found;
}

const attributesOf = (element: Element | undefined) =>
  Object.fromEntries((element?.attrs ?? []).map(({ name, value }) => [name, value]));

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

test("SimpleForm holds fields and actions", () => {
  const html = shown(
    <SimpleForm for={{}} as="q" action="/search" actions={<Button>Go</Button>} multipart>
      {(f) => <Input field={f.field("text")} label="Text" />}
    </SimpleForm>,
  );
  expect(html).toMatch(
    /^<form class="simple-form" action="\/search" method="post" enctype="multipart\/form-data"><input name="_csrf_token"/,
  );
  expect(html).toContain('name="q[text]"');
  expect(html).toMatch(/<div class="form-actions"><button class="button">Go<\/button><\/div><\/form>$/);
});

test("FlashGroup shows what there is", () => {
  expect(find(<FlashGroup flash={{}} />, "div").map((div) => attributesOf(div).id)).toEqual(["flash-group"]);
  const html = shown(<FlashGroup flash={{ info: "Saved <b>", other: "x" }} />);
  expect(html).toContain("<p>Saved &lt;b&gt;</p>");
  expect(html).not.toContain("flash-error");
  expect(shown(<Flash kind="error">Too late</Flash>)).toContain('id="flash-error" role="alert"');
});

test("Table, List, Header, Back, Modal and Icon", () => {
  const users = [{ id: 1, name: "Ada <3" }];
  const table = (
    <Table
      id="users"
      rows={users}
      rowId={(user) => `user-${user.id}`}
      rowLink={(user) => `/users/${user.id}`}
      cols={[{ label: "Name", cell: (user) => user.name }, { cell: (user) => user.id }]}
      actions={[(user) => <Link href={`/users/${user.id}/edit`}>Edit</Link>]}
    />
  );
  expect(shown(table)).toContain(
    '<tr id="user-1" class="linked"><td><a href="/users/1" class="row-link">Ada &lt;3</a></td><td>1</td>' +
      '<td class="row-actions"><span><a href="/users/1/edit">Edit</a></span></td></tr>',
  );
  expect(shown(<List items={[{ title: "Views", value: 3 }]} />)).toBe(
    '<dl class="list"><div><dt>Views</dt><dd>3</dd></div></dl>',
  );
  expect(
    shown(
      <Header subtitle="All of them" actions={<Button>New</Button>}>
        Products
      </Header>,
    ),
  ).toBe(
    '<header class="page-header"><div><h1>Products</h1><p class="subtitle">All of them</p></div>' +
      '<div class="page-actions"><button class="button">New</button></div></header>',
  );
  expect(shown(<Back navigate="/products">Back</Back>)).toContain('<a href="/products">');
  expect(shown(<Modal id="m">Sure?</Modal>)).toContain('<div id="m-content">Sure?</div>');
  expect(shown(<Icon name="x-mark" class="big" />)).toBe(
    '<span class="icon icon-x-mark big" aria-hidden="true"></span>',
  );
});

test("translateErrors fills the numbers in", () => {
  const errors = [
    { field: "title", message: "at least %{count}", options: { count: 2 } },
    { field: "body", message: "no", options: {} },
  ];
  expect(translateErrors(errors, "title")).toEqual(["at least 2"]);
});
