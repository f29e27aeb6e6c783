import { expect, test } from "vitest";
import { attributesOf, core, find, shown } from "./core_components.fixture.ts";
import { type Html, Link, toForm } from "./index.ts";

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
  translateError,
  translateErrors,
} = core;

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

test("Modal opens by itself or by a button, and has one that closes it", () => {
  const dialog = (html: Html) => attributesOf(find(html, "dialog")[0]);
  expect(dialog(<Modal id="confirm">Sure?</Modal>)).toEqual({
    id: "confirm",
    class: "modal",
    closedby: "any",
    "aria-labelledby": "confirm-title",
  });
  expect(
    dialog(
      <Modal id="confirm" show>
        Sure?
      </Modal>,
    ),
  ).toHaveProperty("open");
  expect(attributesOf(find(<Modal id="a">x</Modal>, "form")[0])).toMatchObject({ method: "dialog" });
  expect(attributesOf(find(<Modal id="a">x</Modal>, "button")[0])).toMatchObject({ "aria-label": "close" });
});

test.each<[string, Html, string | undefined]>([
  ["the message of its kind", <Flash kind="info" flash={{ info: "Saved", error: "No" }} />, "Saved"],
  ["no message of another kind", <Flash kind="error" flash={{ info: "Saved" }} />, undefined],
  ["nothing of an empty message", <Flash kind="info" flash={{ info: "" }} />, undefined],
  [
    "what stands in it",
    <Flash kind="error" flash={{ error: "No" }}>
      Too late
    </Flash>,
    "Too late",
  ],
  ["its title", <Flash kind="info" title="Success!" flash={{ info: "Saved" }} />, "Success!"],
  ["nothing of a title alone", <Flash kind="info" title="Success!" />, undefined],
])("Flash shows %s", (_, html, expected) => {
  const text = shown(html);
  if (expected === undefined) expect(text).toBe("");
  else expect(text).toContain(expected);
});

test("Flash takes attributes, and an id in place of its own", () => {
  const [div] = find(<Flash kind="info" flash={{ info: "Saved" }} id="mine" hidden />, "div");
  expect(attributesOf(div)).toMatchObject({ id: "mine", role: "alert", hidden: "", "data-flash": "" });
});

test("Button has a type, a class beside its own, and the rest", () => {
  const [button] = find(
    <Button type="submit" class="ml-2" phx-click="go" disabled name="a" value="b">
      Send!
    </Button>,
    "button",
  );
  expect(attributesOf(button)).toEqual({
    type: "submit",
    class: "button ml-2",
    "phx-click": "go",
    disabled: "",
    name: "a",
    value: "b",
  });
  expect(shown(<Button>Go</Button>)).toBe('<button class="button">Go</button>');
});

test("SimpleForm of a prebuilt form, without actions", () => {
  const html = shown(
    <SimpleForm
      for={toForm({ a: "1" }, { as: "q" })}
      method="get"
      action="/search"
      class="mine"
      phx-submit="save"
    >
      {(f) => <Input field={f.field("a")} />}
    </SimpleForm>,
  );
  expect(html).toContain('<form class="mine" phx-submit="save" action="/search" method="get">');
  expect(html).toContain('name="q[a]" type="text" class="input" value="1"');
  expect(html).not.toContain("form-actions");
});

test("Header, List and Back without their extras", () => {
  expect(shown(<Header class="wide">Products</Header>)).toBe(
    '<header class="page-header wide"><div><h1>Products</h1></div></header>',
  );
  expect(shown(<List items={[]} />)).toBe('<dl class="list"></dl>');
  expect(shown(<Back navigate="/posts?a=1&b">Back to posts</Back>)).toContain('<a href="/posts?a=1&amp;b">');
  expect(shown(<Icon name="x-mark" />)).toBe('<span class="icon icon-x-mark" aria-hidden="true"></span>');
});

test("Table without rows, labels or actions", () => {
  const empty: { name: string }[] = [];
  expect(shown(<Table id="t" rows={empty} cols={[{ cell: (row) => row.name }]} />)).toBe(
    '<div class="table-frame"><table class="table"><thead><tr><th></th></tr></thead><tbody id="t"></tbody></table></div>',
  );
  const plain = <Table id="t" rows={[{ name: "a" }]} cols={[{ label: "Name", cell: (row) => row.name }]} />;
  expect(shown(plain)).toContain("<tr><td>a</td></tr>");
});

test.each([
  [{ message: "is invalid", options: {} }, "is invalid"],
  [{ message: "should be %{count} character(s)", options: { count: 3 } }, "should be 3 character(s)"],
  [{ message: "%{a} and %{a}, %{b}", options: { a: 1, b: "x" } }, "1 and 1, x"],
  [{ message: "%{missing}", options: {} }, ""],
  [{ message: "100% of %{count}", options: { count: 0 } }, "100% of 0"],
])("translateError of %j is %s", (error, expected) => {
  expect(translateError(error)).toBe(expected);
});

test("translateErrors fills the numbers in", () => {
  const errors = [
    { field: "title", message: "at least %{count}", options: { count: 2 } },
    { field: "body", message: "no", options: {} },
  ];
  expect(translateErrors(errors, "title")).toEqual(["at least 2"]);
});
