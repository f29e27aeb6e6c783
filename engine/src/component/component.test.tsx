import { describe, expect, test } from "vitest";
import { type Attrs, type Html, raw, renderToString, type Slot, type SlotFor, toHtml } from "./index.ts";

const show = (html: Html) => renderToString(html);

describe("text", () => {
  test("is escaped, whatever it is", () => {
    const evil = `<script>alert("1" + '2')</script> & co`;
    expect(show(<p>{evil}</p>)).toBe(
      "<p>&lt;script&gt;alert(&quot;1&quot; + &#39;2&#39;)&lt;/script&gt; &amp; co</p>",
    );
    expect(show([evil[0], evil[0]])).toBe("&lt;&lt;");
  });

  test("prints numbers and nothing for booleans, null and undefined", () => {
    const values: Html[] = [0, 1.5, 10n, true, false, null, undefined, "", Number.NaN];
    expect(show(<p>{values}</p>)).toBe("<p>01.510NaN</p>");
  });

  test("takes dates and objects that know how they read", () => {
    const money = { [toHtml]: () => <b>{"<5"}</b> };
    expect(
      show(
        <p>
          {new Date(0)} {money}
        </p>,
      ),
    ).toBe("<p>1970-01-01T00:00:00.000Z <b>&lt;5</b></p>");
  });

  test("raw is trusted, a look-alike from JSON is not", () => {
    expect(show(<p>{raw("<b>x</b>")}</p>)).toBe("<p><b>x</b></p>");
    const fake = JSON.parse('{"html":"<b>","template":{"statics":["<b>"]},"dynamics":[]}') as Html;
    expect(() => show(<p>{fake}</p>)).toThrow(
      /an object stands where markup is expected \(Object with html, template, dynamics\)/,
    );
  });

  test("a function tells how to mend it", () => {
    const slot = (() => "x") as unknown as Html;
    expect(() => show(<p>{slot}</p>)).toThrow("a function stands where markup is expected (slot): call it");
  });

  test("white space follows JSX", () => {
    expect(
      show(
        <p>
          a b<i>c</i> d {"e"}
        </p>,
      ),
    ).toBe("<p>a b<i>c</i> d e</p>");
  });
});

describe("attributes", () => {
  test("text, numbers, flags and nothing", () => {
    const none = null;
    const yes: boolean = true;
    const no: boolean = false;
    const text: string = `"'<&`;
    expect(
      show(<input value={text} size={2 + 1} disabled={yes} readonly={no} id={none} aria-hidden={yes} />),
    ).toBe('<input value="&quot;&#39;&lt;&amp;" size="3" disabled aria-hidden="true">');
  });

  test("class takes lists with conditions", () => {
    const active: boolean = false;
    expect(show(<p class={["a", active && "b", null, ["c", ["d"]]]} />)).toBe('<p class="a c d"></p>');
    expect(show(<p class={[active && "b"]} />)).toBe("<p></p>");
  });

  test("a later attribute wins over a spread, a spread over an earlier one", () => {
    const rest: Attrs<object, "p"> = { id: "rest", title: "rest", "data-a": 1 };
    expect(show(<p id="first" {...rest} title="last" />)).toBe('<p id="rest" data-a="1" title="last"></p>');
  });

  test("literals become static", () => {
    expect(show(<input maxlength={5} type={"text"} required={true} disabled={false} />)).toBe(
      '<input maxlength="5" type="text" required>',
    );
  });

  test("a text area keeps the line break that its value begins with", () => {
    const value = "\nx";
    expect(show(<textarea>{value}</textarea>)).toBe("<textarea>\n\nx</textarea>");
  });
});

function Button({
  kind = "plain",
  children,
  ...rest
}: Attrs<{ kind?: "plain" | "primary"; children: Html }, "button">) {
  return (
    <button class={kind} {...rest}>
      {children}
    </button>
  );
}
function Table<Row>({
  rows,
  cols,
  footer,
}: {
  rows: Row[];
  cols: { label: string; cell: SlotFor<Row> }[];
  footer?: Slot;
}) {
  return (
    <table>
      <tr>
        {cols.map((col) => (
          <th>{col.label}</th>
        ))}
      </tr>
      {rows.map((row) => (
        <tr>
          {cols.map(({ cell }) => (
            <td>{cell(row)}</td>
          ))}
        </tr>
      ))}
      {footer}
    </table>
  );
}

describe("components", () => {
  test("take props, children and the rest", () => {
    expect(
      show(
        <Button type="submit" data-x="1">
          Save <b>now</b>
        </Button>,
      ),
    ).toBe('<button class="plain" type="submit" data-x="1">Save <b>now</b></button>');
  });

  test("slots with a value know its type", () => {
    const rows = [{ name: "Ada", age: 36 }];
    expect(
      show(
        <Table
          rows={rows}
          cols={[
            { label: "Name", cell: (row) => row.name },
            { label: "Age", cell: (row) => row.age },
          ]}
        />,
      ),
    ).toBe("<table><tr><th>Name</th><th>Age</th></tr><tr><td>Ada</td><td>36</td></tr></table>");
  });

  test("a function may be the child", () => {
    const Each = ({ children }: { children: (n: number) => Html }) => <ul>{[1, 2].map(children)}</ul>;
    expect(show(<Each>{(n) => <li>{n}</li>}</Each>)).toBe("<ul><li>1</li><li>2</li></ul>");
  });

  test("an html element brings its doctype", () => {
    expect(
      show(
        <html lang="en">
          <head>
            <title>x</title>
          </head>
          <body />
        </html>,
      ),
    ).toBe('<!DOCTYPE html>\n<html lang="en"><head><title>x</title></head><body></body></html>');
  });
});
