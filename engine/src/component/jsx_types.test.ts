import { expect, test } from "vitest";
import { typeErrors } from "../code/type_errors.fixture.ts";

// Each mistake stands on a line of its own; what TypeScript says of the line must match.
const MISTAKES: [markup: string, message: RegExp][] = [
  ["<Greet />", /Property 'messenger' is missing/],
  ["<Greet messenger={1} />", /Type 'number' is not assignable to type 'string'/],
  ["<Greet messenger='x' extra='y' />", /Property 'extra' does not exist/],
  ["<Button kind='primry'>x</Button>", /Did you mean '"primary"'\?/],
  ["<Button>x</Button>", /Property 'kind' is missing/],
  ["<Button kind='primary' tipe='submit'>x</Button>", /Property 'tipe' does not exist/],
  ["<Button kind='primary' />", /Property 'children' is missing/],
  [
    "<Table rows={users} cols={[{ label: 'Name', cell: (u) => u.nmae }]} />",
    /Property 'nmae' does not exist on type '\{ name: string; age: number; \}'/,
  ],
  ["<Table rows={users} />", /Property 'cols' is missing/],
  [
    "<Table rows={users} cols={[{ label: 'x', cell: (u, i: number) => i }]} />",
    /Target signature provides too few arguments/,
  ],
  ["<a hreff='/x'>x</a>", /Did you mean 'href'\?/],
  ["<input type='emial' />", /Did you mean '"email"'\?/],
  ["<p className='x' />", /Did you mean 'class'\?|Property 'className' does not exist/],
  ["<label htmlFor='x' />", /Property 'htmlFor' does not exist/],
  ["<button onclick='x()'>x</button>", /Property 'onclick' does not exist/],
  ["<button onClick={() => 1}>x</button>", /Property 'onClick' does not exist/],
  ["<br>text</br>", /'br' components don't accept text as child elements/],
  ["<p>{{ a: 1 }}</p>", /'a' does not exist in type 'Rendered/],
  ["<p>{() => 'x'}</p>", /not assignable/],
  ["<div tabindex='one' />", /not assignable/],
  ["<blnk />", /Property 'blnk' does not exist on type 'JSX.IntrinsicElements'/],
  ["<button phx-click={5}>x</button>", /Type 'number' is not assignable/],
  ["<div phx-update='replaced' />", /Type '"replaced"' is not assignable/],
  ["<Link href='/x' navigate='/y'>x</Link>", /not assignable/],
  ["<Link navigate='/y' method='delete'>x</Link>", /not assignable/],
  ["<Form for={null} method='pst' action='/x' />", /Type '"pst"' is not assignable/],
];

const RIGHT = [
  "<Greet messenger='x' key={1} />",
  "<Button kind='plain' type='submit' data-x={1} aria-label='x' phx-click='save' phx-value-id={1}>x</Button>",
  "<Table rows={users} cols={[{ label: 'Name', cell: (u) => u.name }, { label: 'B', cell: (u) => <b>{u.age}</b> }]} />",
  "<p class={['a', users.length > 1 && 'b', null]} hidden={false} title={null} id={undefined}>{users.map((u) => <b key={u.name} />)}</p>",
  "<svg viewBox='0 0 1 1' stroke-width='2'><path d='M0 0' /></svg>",
  "<x-clock anything={1}>x</x-clock>",
  "<script type='application/json'>{{ a: 1 }}</script>",
  "<Later />",
  "<Form for={{ q: 1 }} action='/x'>{(f) => <input name={f.field('q').name} />}</Form>",
  "<Link href='/x' method='delete' data-confirm='Sure?'>x</Link>",
  "<Link patch='/x' replace class={['a']}>x</Link>",
  "<input type='datetime-local' value={new Date()} maxlength={5} required disabled={users.length > 0} />",
];

const HEAD = `
import { type Attrs, Form, type Html, Link, type SlotFor } from "./index.ts";
const users = [{ name: "Ada", age: 36 }];
function Greet({ messenger }: { messenger: string }) { return <h2>{messenger}</h2>; }
function Button({ kind, children, ...rest }: Attrs<{ kind: "primary" | "plain"; children: Html }, "button">) {
  return <button class={kind} {...rest}>{children}</button>;
}
function Table<Row>({ rows, cols }: { rows: Row[]; cols: { label: string; cell: SlotFor<Row> }[] }) {
  return <p>{rows.map((row) => cols.map(({ cell }) => cell(row)))}</p>;
}
async function Later() { const name = await Promise.resolve("x"); return <b>{name}</b>; }
`;

test("TypeScript finds each seeded mistake, and nothing in what is right", { timeout: 60_000 }, () => {
  const messages = typeErrors(
    new URL("./seeded_mistakes.tsx", import.meta.url),
    HEAD,
    [...MISTAKES.map(([markup]) => markup), ...RIGHT].map((line, i) => `export const x${i} = (${line});`),
  );
  MISTAKES.forEach(([markup, message], index) => {
    expect.soft(messages[index], markup).toMatch(message);
  });
  expect(messages.slice(MISTAKES.length)).toEqual(RIGHT.map(() => ""));
});
