import fc from "fast-check";
import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";
import { describe, expect, test } from "vitest";
import { type Attrs, type Html, raw, renderToString } from "./index.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** The elements of a page as a browser's parser sees them. */
function elements(html: string): Element[] {
  const found: Element[] = [];
  const visit = (nodes: Node[]) => {
    for (const node of nodes) {
      if ("tagName" in node) {
        found.push(node);
        visit(node.childNodes);
      }
    }
  };
  visit(parseFragment(html).childNodes);
  return found;
}

function attributes(element: Element): Record<string, string> {
  return Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
}

function textOf(element: Element): string {
  return element.childNodes
    .map((node) => ("value" in node ? node.value : "tagName" in node ? textOf(node) : ""))
    .join("");
}

const PAYLOADS = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  "</textarea><script>alert(1)</script>",
  "</title><script>alert(1)</script>",
  "<!--<script>",
  "--><script>alert(1)</script>",
  "]]><script>",
  "&lt;script&gt;",
  "&#60;script&#62;",
  "{alert(1)}`",
  "\u2028\u2029\u0000<",
  "javascript:alert(1)",
];

describe.each(PAYLOADS)("%j", (payload) => {
  const rest: Attrs<object, "p"> = { title: payload, "data-x": payload };
  const places: [string, string, (html: Element[]) => unknown, Html][] = [
    ["text", "p", ([p]) => textOf(p!), <p>{payload}</p>],
    ["text in a list", "p", ([p]) => textOf(p!), <p>{[payload]}</p>],
    ["a text area", "textarea", ([p]) => textOf(p!), <textarea>{payload}</textarea>],
    ["a title", "title", ([p]) => textOf(p!), <title>{payload}</title>],
    ["an attribute", "p", ([p]) => attributes(p!).title, <p title={payload} />],
    ["a class", "p", ([p]) => attributes(p!).class, <p class={[payload]} />],
    ["a spread attribute", "p", ([p]) => attributes(p!).title, <p {...rest} />],
    ["a style attribute", "p", ([p]) => attributes(p!).style, <p style={payload} />],
    ["an event", "p", ([p]) => attributes(p!)["phx-value-x"], <p phx-value-x={payload} />],
  ];
  test.each(places)("stays text in %s", (_, tag, read, html) => {
    const found = elements(renderToString(html));
    expect(found.map((element) => element.tagName)).toEqual([tag]);
    // The parser turns U+0000 into U+FFFD or drops it, wherever it stands.
    const clean = (text: unknown) => String(text).replaceAll("\u0000", "").replaceAll("\ufffd", "");
    expect(clean(read(found))).toBe(clean(payload));
    expect(found[0]!.attrs.filter(({ name }) => name.startsWith("on"))).toEqual([]);
  });

  test("stays data in a script", () => {
    const found = elements(renderToString(<script type="application/json">{{ payload }}</script>));
    expect(found.map((element) => element.tagName)).toEqual(["script"]);
    expect(JSON.parse(textOf(found[0]!))).toEqual({ payload });
  });
});

describe("addresses", () => {
  const evil = [
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " javascript:alert(1)",
    "\u0001\u001fjavascript:alert(1)",
    "java\nscript:alert(1)",
    "java\tscript:alert(1)",
    "\tj\na\rvascript\n:alert(1)",
    "\u00a0javascript:alert(1)",
    "vbscript:x",
    "javascript://%0aalert(1)",
  ];
  test.each(evil)("%j is refused", (url) => {
    const spread = { href: url };
    expect(() => renderToString(<a href={url}>x</a>)).toThrow(/would run a program/);
    expect(() => renderToString(<a {...spread}>x</a>)).toThrow(/would run a program/);
    expect(() => renderToString(<form action={url} />)).toThrow(/would run a program/);
    expect(() => renderToString(<button formaction={url}>x</button>)).toThrow(/would run a program/);
    expect(() => renderToString(<iframe src={url} />)).toThrow(/would run a program/);
    expect(() => renderToString(<object data={url} />)).toThrow(/would run a program/);
    expect(() => renderToString(<meta http-equiv="refresh" content={`0; url=${url}`} />)).toThrow(
      /would run a program/,
    );
    expect(() =>
      renderToString(
        <svg>
          <a xlink:href={url} />
        </svg>,
      ),
    ).toThrow(/would run a program/);
    expect(() =>
      renderToString(
        <svg>
          <animate attributeName="href" values={`#;${url}`} />
        </svg>,
      ),
    ).toThrow(/would run a program/);
  });

  test("data: is refused where it is a document, and fine for a picture", () => {
    const url: string = "data:text/html,<script>alert(1)</script>";
    expect(() => renderToString(<iframe src={url} />)).toThrow(/would open a data: document/);
    expect(() => renderToString(<object data={url} />)).toThrow(/data:/);
    expect(() => renderToString(<embed src={url} />)).toThrow(/data:/);
    expect(() => renderToString(<script src={url} />)).toThrow(/data:/);
    const picture: string = "data:image/png;base64,AAAA";
    expect(renderToString(<img src={picture} alt="" />)).toBe(
      '<img src="data:image/png;base64,AAAA" alt="">',
    );
  });

  test.each([
    "/a:b",
    "a/b:c?javascript:",
    "https://x.y/javascript:1",
    "#javascript:x",
    "mailto:a@b.c",
    "tel:1",
    "?x=javascript:",
    "",
  ])("%j is fine", (url) => {
    expect(attributes(elements(renderToString(<a href={url}>x</a>))[0]!).href).toBe(url);
  });
});

describe("spread attributes", () => {
  test.each([
    "onclick",
    "ONCLICK",
    "onload",
    "x onclick",
    "a>b",
    'a"b',
    "a=b",
    "a/b",
    "",
    "a\u0000b",
    "children",
    "key",
  ])("the name %j is refused", (name) => {
    const evil = { [name]: "alert(1)" } as Attrs<object, "p">;
    expect(() => renderToString(<p {...evil} />)).toThrow(TypeError);
  });
});

test("srcdoc takes markup only from components and raw", () => {
  const text: string = "<script>alert(1)</script>";
  const inner = (html: Html) => attributes(elements(renderToString(html))[0]!).srcdoc;
  expect(inner(<iframe srcdoc={text} />)).toBe("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(inner(<iframe srcdoc={<p>{text}</p>} />)).toBe("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>");
  expect(inner(<iframe srcdoc={raw("<b>x</b>")} />)).toBe("<b>x</b>");
});

test("a script's raw text cannot end it", () => {
  const text: string = 'const a = "</SCRIPT><img src=x onerror=alert(1)>"';
  expect(() => renderToString(<script>{raw(text)}</script>)).toThrow(/would end it/);
  expect(renderToString(<script>{raw("a < b && c")}</script>)).toBe("<script>a < b && c</script>");
});

test("any text survives the way through a browser's parser, in text and in an attribute", () => {
  // Line ends are normalised and U+0000 is dropped by every HTML parser.
  const arbitrary = fc
    .string({ unit: "binary" })
    .map((text) => text.replaceAll("\r", "").replaceAll("\u0000", ""));
  fc.assert(
    fc.property(arbitrary, arbitrary, fc.array(arbitrary), (text, title, list) => {
      const html = renderToString(
        <p title={title}>
          {text}
          {list.map((entry) => (
            <b>{entry}</b>
          ))}
        </p>,
      );
      const [p, ...bold] = elements(html);
      expect(attributes(p!)).toEqual({ title });
      expect(textOf(p!)).toBe(text + list.join(""));
      expect(bold.map(textOf)).toEqual(list);
    }),
    { numRuns: 500 },
  );
});

test("any JSON value arrives in a script as it was", () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: "binary" }), (value) => {
      const html = renderToString(<script type="application/json">{value}</script>);
      const [script, ...more] = elements(html);
      expect(more).toEqual([]);
      expect(JSON.parse(textOf(script!))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 500 },
  );
});

test("objects from JSON never become markup", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const html = value as Html;
      let out: string;
      try {
        out = renderToString(<p>{html}</p>);
      } catch (error) {
        expect(error).toBeInstanceOf(TypeError);
        return;
      }
      expect(elements(out).map(({ tagName }) => tagName)).toEqual(["p"]);
    }),
  );
});
