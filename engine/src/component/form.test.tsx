import { describe, expect, test } from "vitest";
import { Changeset } from "../ecto/changeset/changeset.ts";
import { Decimal } from "../ecto/decimal.ts";
import { hasMany } from "../ecto/schema/association.ts";
import * as fields from "../ecto/schema/field.ts";
import { Schema, setState } from "../ecto/schema/schema.ts";
import {
  Form,
  type Html,
  InputsFor,
  Link,
  LiveTitle,
  normalizeValue,
  renderToString,
  toForm,
  usedInput,
} from "./index.ts";

const show = (html: Html) => renderToString(html, { csrfToken: () => 'tok"en' });

class Item extends Schema("items", { quantity: fields.integer() }) {}
class Product extends Schema("products", {
  title: fields.string(),
  price: fields.decimal(),
  views: fields.integer(),
}) {
  items = hasMany(() => Item);
}

function product(values: object, loaded = true): Product {
  const made = Object.assign(new Product(), values);
  setState(made, loaded ? "loaded" : "built");
  return made;
}

describe("toForm", () => {
  test("of parameters, with and without a name", () => {
    const plain = toForm({ q: "x" });
    expect(plain.field("q")).toMatchObject({ id: "q", name: "q", value: "x", errors: [] });
    const named = toForm({ q: "x" }, { as: "search", id: "s1" });
    expect(named.field("q")).toMatchObject({ id: "s1_q", name: "search[q]" });
    expect(named.field("toString").value).toBeUndefined();
    expect(toForm(named, { id: "s2" }).field("q")).toMatchObject({ id: "s2_q", name: "search[q]" });
  });

  test("of a changeset: changes before parameters before data", () => {
    const changeset = new Changeset(product({ id: 1, title: "Old", price: new Decimal("1.50"), views: 3 }), {
      params: { title: "New", views: "many" },
      changes: { title: "New" },
    });
    const form = toForm(changeset);
    expect(["title", "views", "price", "category_ids"].map((name) => String(form.field(name).value))).toEqual(
      ["New", "many", "1.50", "undefined"],
    );
    expect(form.field("title")).toMatchObject({ id: "product_title", name: "product[title]" });
  });

  test("shows the errors of a changeset once something was tried", () => {
    const changeset = new Changeset(product({}, false), { params: { title: "" } }).addError(
      "title",
      "can't be blank",
    );
    expect(toForm(changeset).field("title").errors).toEqual([]);
    const tried = toForm(changeset.withAction("insert"));
    expect(tried.field("title").errors).toMatchObject([{ message: "can't be blank" }]);
    expect(tried.field("views").errors).toEqual([]);
    expect([usedInput(tried.field("title")), usedInput(tried.field("views"))]).toEqual([true, false]);
  });
});

describe("Form", () => {
  test("brings the CSRF token and the method", () => {
    const changeset = new Changeset(product({ id: 7 }));
    expect(
      show(
        <Form for={changeset} action="/products/7?a=1&b=2" multipart class="f">
          {(f) => <input name={f.field("title").name} />}
        </Form>,
      ),
    ).toBe(
      '<form class="f" action="/products/7?a=1&amp;b=2" method="post" enctype="multipart/form-data">' +
        '<input name="_csrf_token" type="hidden" hidden value="tok&quot;en">' +
        '<input type="hidden" name="_method" value="put">' +
        '<input name="product[title]"></form>',
    );
  });

  test("of a new struct is a plain post, a get has no token, one without action neither", () => {
    expect(show(<Form for={new Changeset(product({}, false))} action="/products" />)).toBe(
      '<form action="/products" method="post"><input name="_csrf_token" type="hidden" hidden value="tok&quot;en"></form>',
    );
    expect(show(<Form for={{}} action="/search" method="get" />)).toBe(
      '<form action="/search" method="get"></form>',
    );
    expect(show(<Form for={{}} phx-submit="save" />)).toBe('<form phx-submit="save"></form>');
    expect(show(<Form for={{}} action="/x" csrfToken={false} />)).toBe(
      '<form action="/x" method="post"></form>',
    );
  });

  test("without a token says what to do", () => {
    expect(() => renderToString(<Form for={{}} action="/x" />)).toThrow(
      /render it from a controller, or give one/,
    );
  });

  test("InputsFor names the entries of an association and keeps their ids", () => {
    const items = [new Item(), new Item()].map((item, index) => {
      Object.assign(item, { id: index + 10, quantity: index });
      setState(item, "loaded");
      return item;
    });
    const form = toForm(new Changeset(product({ id: 1, items })));
    expect(
      show(
        <InputsFor field={form.field("items")}>
          {(item) => <input id={item.field("quantity").id} name={item.inputName("quantity")} />}
        </InputsFor>,
      ),
    ).toBe(
      '<input type="hidden" name="product[items][0][id]" value="10"><input id="product_items_0_quantity" name="product[items][0][quantity]">' +
        '<input type="hidden" name="product[items][1][id]" value="11"><input id="product_items_1_quantity" name="product[items][1][quantity]">',
    );
  });

  test("InputsFor says that an association must be loaded", () => {
    const form = toForm(new Changeset(product({ id: 1 })));
    expect(() => show(<InputsFor field={form.field("items")}>{() => null}</InputsFor>)).toThrow(/preload it/);
    expect(() => show(<InputsFor field={form.field("nope")}>{() => null}</InputsFor>)).toThrow(
      /no association `nope`/,
    );
  });
});

test("Link: plain, with a method, live", () => {
  expect(show(<Link href="/a?x=1&y">A</Link>)).toBe('<a href="/a?x=1&amp;y">A</a>');
  expect(show(<Link>A</Link>)).toBe('<a href="#">A</a>');
  expect(
    show(
      <Link href="/a" method="delete" data-confirm="Sure?" class={["x"]}>
        A
      </Link>,
    ),
  ).toBe(
    '<a href="/a" data-method="delete" data-csrf="tok&quot;en" data-to="/a" data-confirm="Sure?" class="x">A</a>',
  );
  expect(show(<Link navigate="/b">B</Link>)).toBe(
    '<a href="/b" data-phx-link="redirect" data-phx-link-state="push">B</a>',
  );
  expect(
    show(
      <Link patch="/b" replace>
        B
      </Link>,
    ),
  ).toBe('<a href="/b" data-phx-link="patch" data-phx-link-state="replace">B</a>');
  expect(() => show(<Link href={"java\tscript:alert(1)"}>x</Link>)).toThrow(/would run a program/);
});

test("LiveTitle", () => {
  expect(show(<LiveTitle suffix=" · Shop">{"A & B"}</LiveTitle>)).toBe(
    '<title data-suffix=" · Shop">A &amp; B · Shop</title>',
  );
  expect(show(<LiveTitle default="Home">{undefined}</LiveTitle>)).toBe(
    '<title data-default="Home">Home</title>',
  );
});

test("normalizeValue", () => {
  const date = new Date("2024-05-06T07:08:09Z");
  expect(normalizeValue("datetime-local", date)).toBe("2024-05-06T07:08");
  expect(normalizeValue("time", "07:08:09")).toBe("07:08");
  expect(normalizeValue("date", "2024-05-06")).toBe("2024-05-06");
  expect(normalizeValue("text", new Decimal("1.50"))).toBe("1.50");
  expect(
    [true, "true", "1", false, "false", null].map((value) => normalizeValue("checkbox", value) === true),
  ).toEqual([true, true, true, false, false, false]);
});

test("the token of a form or link is asked for with the URL that it goes to", () => {
  const asked: string[] = [];
  const context = {
    csrfToken(url: string) {
      asked.push(url);
      return "t";
    },
  };
  renderToString(<Form for={{}} action="/x" />, context);
  renderToString(<Form for={{}} action="https://other.example.com/x" />, context);
  renderToString(
    <Link href={new URL("https://other.example.com/y")} method="delete">
      y
    </Link>,
    context,
  );
  expect(asked).toEqual(["/x", "https://other.example.com/x", "https://other.example.com/y"]);
});
