import { describe, expect, test } from "vitest";
import { compile } from "./compile.ts";
import { CompileError } from "./compile_error.ts";
import { compileTemplates } from "./template_compiler.ts";

function failure(source: string, path = "lib/x.tsx"): CompileError {
  try {
    compile(path, source);
  } catch (error) {
    expect(error).toBeInstanceOf(CompileError);
    return error as CompileError;
  }
  throw new Error(`compiled: ${source}`);
}

const inFunction = (markup: string) =>
  `export function X({ a, list }: Props) {\n  return (\n    ${markup}\n  );\n}`;

describe("refuses, and names the fix", () => {
  test.each([
    [
      "a misspelt phx attribute",
      '<button phx-clcik="inc">+</button>',
      3,
      13,
      /no attribute phx-clcik; did you mean phx-click\?/,
    ],
    [
      "an unknown phx attribute",
      '<p phx-quux="x" />',
      3,
      8,
      /no attribute phx-quux; write data-quux for one of your own/,
    ],
    [
      "a handler",
      "<button onclick={a}>+</button>",
      3,
      13,
      /Attach the listener in assets\/js\/app.ts, or use phx-click/,
    ],
    [
      "a handler for what LiveView does not tell of",
      "<p onMouseOver={a} />",
      3,
      8,
      /onMouseOver cannot hold a value: .* or use a hook \(phx-hook\)/,
    ],
    ["a hook without an id", '<p phx-hook="Chart" />', 3, 8, /phx-hook needs an id on the same element/],
    ["a stream without an id", '<ul phx-update="stream" />', 3, 9, /phx-update needs an id/],
    [
      "a misspelt way of updating",
      '<ul id="a" phx-update="steam" />',
      3,
      16,
      /phx-update cannot be "steam"; did you mean "stream"\?/,
    ],
    ["an unknown way of updating", '<ul id="a" phx-update="x" />', 3, 16, /write one of replace, stream/],
    ["an element that is another", '<image src="/a.png" />', 3, 5, /no element <image>; write <img>/],
    ["a changing style element", "<style>{a}</style>", 3, 13, /the text of <style> cannot change/],
    ["a void element with content", "<br>text</br>", 3, 5, /<br> has no content: write <br \/>/],
    [
      "a block in a paragraph",
      "<p><div>x</div></p>",
      3,
      8,
      /<div> cannot stand in <p>, which it would end: make the <p> a <div>/,
    ],
    ["a block in a paragraph, deeper", "<p><b><ul/></b></p>", 3, 11, /<ul> cannot stand in <p>/],
    [
      "a block in a paragraph, under a condition",
      "<p>{a && <div />}</p>",
      3,
      14,
      /<div> cannot stand in <p>/,
    ],
    [
      "a block in a paragraph, in a list",
      "<p>{list.map((x) => <div />)}</p>",
      3,
      25,
      /<div> cannot stand in <p>/,
    ],
    [
      "a row outside a table",
      "<div><tr /></div>",
      3,
      10,
      /<tr> cannot stand in <div>: put it in <table> or <thead>/,
    ],
    ["a cell outside a row", "<table><td /></table>", 3, 12, /<td> cannot stand in <table>: put it in <tr>/],
    ["text blocks in a table", "<table><div /></table>", 3, 12, /<div> cannot stand in <table>/],
    [
      "a link in a link",
      '<a href="/"><b><a href="/">x</a></b></a>',
      3,
      20,
      /<a> cannot stand in another <a>/,
    ],
    ["a form in a form", "<form><div><form /></div></form>", 3, 16, /<form> cannot stand in another <form>/],
    ["a button in a button", "<button><b><button /></b></button>", 3, 16, /<button> cannot .* put it beside/],
    ["a label in a label", "<label><label /></label>", 3, 12, /<label> cannot stand in another <label>/],
    ["a heading in a heading", "<h1><h2 /></h1>", 3, 9, /<h2> cannot stand in <h1>, which it would end/],
    ["an entry in an entry", "<ul><li><b><li /></b></li></ul>", 3, 16, /put a <ul> or <ol> between them/],
    [
      "a term outside a list",
      "<div><p><dt /></p></div>",
      3,
      13,
      /<dt> cannot stand in <p>: put it in <dl> or/,
    ],
    [
      "an option outside a select",
      "<p><option /></p>",
      3,
      8,
      /<option> cannot stand in <p>: put it in <select>/,
    ],
    ["a legend outside a fieldset", "<form><legend /></form>", 3, 11, /put it in <fieldset>/],
    ["a body in an element", "<div><body /></div>", 3, 10, /<body> cannot stand in <div>: put it in <html>/],
    ["a page in an element", "<div><html /></div>", 3, 10, /<html> cannot stand inside another element/],
    ["text in a row", "<table><tr>text</tr></table>", 3, 16, /text cannot stand in <tr>.* put it in <td>/],
    ["text in a table", "<table>text</table>", 3, 12, /text cannot stand in <table>/],
    ["text in braces in a table", '<table>{"text"}</table>', 3, 13, /text cannot stand in <table>/],
    ["a row under a condition", "<div>{a && <tr />}</div>", 3, 16, /<tr> cannot stand in <div>/],
    ["a row in a fragment", "<div><><tr /></></div>", 3, 12, /<tr> cannot stand in <div>/],
    ["an element in a text area", "<textarea><b /></textarea>", 3, 15, /<textarea> holds text alone/],
    ["an element in a title", "<title>a <b /></title>", 3, 14, /<title> holds text alone/],
    [
      "a void element with an element",
      "<input><b /></input>",
      3,
      5,
      /<input> has no content: write <input \/>/,
    ],
    ["a void element with a value", "<img>{a}</img>", 3, 5, /<img> has no content: write <img \/>/],
    ["an attribute twice", '<p id="a" class="b" id="c" />', 3, 25, /id is given twice/],
    ["an attribute twice, in other letters", '<p id="a" ID="c" />', 3, 15, /ID is given twice/],
    ["a prop twice", '<Card id="a" id="c" />', 3, 18, /id is given twice/],
    ["className", '<p className="a" />', 3, 8, /className is not an attribute of HTML; write class/],
    [
      "an address that runs a program",
      '<a href="javascript:alert(1)">x</a>',
      3,
      8,
      /would run a program \(javascript:\)/,
    ],
    ["children twice", "<Card children={a}>x</Card>", 3, 11, /children is given twice/],
    ["a spread child", "<p>{...list}</p>", 3, 8, /write \{list\}/],
    ["an empty attribute", "<p id={} />", 3, undefined, /./],
    ["markup in a script", "<script><b /></script>", 3, 13, /an element cannot stand in <script>/],
    [
      "a key of many lines behind another value",
      "<p id={a} key={a\n + 1} />",
      3,
      15,
      /write `key` as the first attribute/,
    ],
  ])("%s", (_, markup, line, column, message) => {
    const error = failure(inFunction(markup));
    expect(error.reason).toMatch(message);
    expect([error.kind, error.file, error.line]).toEqual(["compile", "lib/x.tsx", line]);
    if (column !== undefined) expect(error.column).toBe(column);
    expect(error.frame).toContain(`> 3 |     ${markup.split("\n")[0]}`);
    expect(error.message).toContain(`lib/x.tsx:${line}`);
  });

  test("a tag that is not closed", () => {
    const error = failure("export const x = (\n  <section>\n    <b>x</section>\n);");
    expect(error.reason).toMatch(/Expected corresponding JSX closing tag for <b>/);
    expect([error.line, error.column]).toEqual([3, 9]);
    expect(error.frame).toBe(
      "  1 | export const x = (\n  2 |   <section>\n> 3 |     <b>x</section>\n    |         ^\n  4 | );",
    );
  });

  test.each([
    ["<p><%= a %></p>", /A value stands in braces: \{value\}/],
    ["<p><.link>x</.link></p>", /A component is written with its own name: <Link>/],
    ["<X><:col>x</:col></X>", /A slot is a prop/],
    ["<p :if={a}>x</p>", /A condition is \{condition && <p \/>\}/],
    ["<p class=@a>x</p>", /An assign is a prop of the component/],
    ["<p>{@title}</p>", /An assign is a prop of the component/],
  ])("%s, as HEEx has it", (markup, message) => {
    const error = failure(inFunction(markup));
    expect(error.reason).toMatch(message);
    expect(error.line).toBe(3);
  });

  test("markup in a .ts file", () => {
    const error = failure("export const x = <p>hello</p>;", "lib/page.ts");
    expect(error.reason).toMatch(/name the file lib\/page\.tsx/);
  });

  test("await outside a function, also in a condition; not inside one", () => {
    expect(failure("if (a) {\n  await load();\n}", "lib/a.ts")).toMatchObject({ line: 2, column: 3 });
    expect(failure("for await (const x of y) {}", "lib/a.ts").reason).toMatch(
      /await stands outside a function/,
    );
    expect(() => compile("lib/a.ts", "export const f = async () => { await g(); };")).not.toThrow();
    expect(() => compile("lib/a.ts", "class A { async m() { await g(); } }")).not.toThrow();
  });

  test("decorators", () => {
    expect(failure("@a class B {}", "lib/a.ts").reason).toMatch(/decorators are not supported/);
  });
});

describe("accepts", () => {
  test.each([
    "<p><a><b>x</b></a></p>",
    "<table><tr><td><p>x</p><div /></td></tr></table>",
    "<svg><a><text>x</text></a></svg>",
    "<button><p>x</p></button>",
    "<p>{render(<div />)}</p>",
    "<p><Card><div /></Card></p>",
    "<tr><td /></tr>",
    "<table> <tr> <td>x</td> </tr> </table>",
    "<table>{list}</table>",
    '<table>{" "}<tr>{null}</tr>{false}</table>',
    "<ul><li><ul><li>x</li></ul></li></ul>",
    "<dl><div><dt>x</dt><dd>y</dd></div></dl>",
    "<svg><image /><title><b /></title></svg>",
    "<html><head><title>{a}</title></head><body /></html>",
    '<ul {...a} phx-update="stream" />',
    '<ul id="a" phx-update={a} phx-hook="x" />',
    '<button onclick="print()">x</button>',
    "<br></br>",
    "<select><optgroup><option /></optgroup></select>",
    '<p data-x="1" aria-label="x" phx-value-anything={a} />',
    "<x-tag whatever={a} />",
  ])("%s", (markup) => {
    expect(() => compile("lib/x.tsx", inFunction(markup))).not.toThrow();
  });
});

describe("output", () => {
  test("has each line where the source has it", () => {
    const source = `import { a } from "./a";

export function Page({ items }: { items: string[] }) {
  const one = 1;
  return (
    <section
      class="x"
      id={one}
    >
      {/* a comment
          of two lines */}
      text
      <Card
        title="t"
        wide
      >
        {items.map((item) => (
          <li key={item}>
            {item}
          </li>
        ))}
      </Card>
      {one} {one /* here */}
    </section>
  );
}
export const marker = a;`;
    const output = compileTemplates("lib/x.tsx", source).code.split("\n");
    expect(output).toHaveLength(source.split("\n").length);
    const lineOf = (text: string) => output.findIndex((line) => line.includes(text)) + 1;
    expect(lineOf("const one = 1")).toBe(4);
    expect(lineOf('"id",one')).toBe(8);
    expect(lineOf("Card({")).toBe(13);
    expect(lineOf("items.map(")).toBe(17);
    expect(lineOf("export const marker")).toBe(27);
    expect(compile("lib/x.tsx", source).code.split("\n")[26]).toContain("const marker");
  });

  test("maps positions to the source", async () => {
    const source = 'export const X = ({ a }: P) => (\n  <p class="x">{a.missing}</p>\n);';
    const { code, map } = compileTemplates("x.tsx", source);
    expect(code.split("\n")[1]).toContain("a.missing");
    expect(map.sourcesContent).toEqual([source]);
    expect(map.sources).toEqual(["x.tsx"]);
  });

  test("leaves a file without markup alone", () => {
    const source = "export const a = <T,>(x: T) => x;\n";
    expect(compileTemplates("x.tsx", source).code).toBe(source);
  });

  test("does not clash with names of the source", () => {
    const { code } = compileTemplates("x.tsx", "const _$r = 1; export const X = () => <p>{_$r}</p>;");
    expect(code).toMatch(/templateRuntime as _\$\$/);
  });

  test("keeps parentheses, sequences and type assertions of expressions", () => {
    const { code } = compileTemplates(
      "x.tsx",
      "export const X = ({ a }) => <p id={(a, a) as string}>{a, a}{(a)}</p>;",
    );
    expect(code).toContain('[_$a("id",(a, a) as string),(a, a),(a),]');
  });
});
