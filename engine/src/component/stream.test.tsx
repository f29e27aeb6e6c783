import { expect, test } from "vitest";
import {
  Form,
  type Html,
  type HtmlValue,
  PendingHtmlError,
  type Rendered,
  render,
  renderToStream,
  renderToString,
} from "./index.ts";

const later = <T,>(value: T, ms = 1): Promise<T> => new Promise((resolve) => setTimeout(resolve, ms, value));

async function User({ id }: { id: number }) {
  const name = await later(`<User ${id}>`);
  return <b>{name}</b>;
}

const page = (
  <main>
    <h1>Users</h1>
    {[1, 2].map((id) => (
      <User key={id} id={id} />
    ))}
    <p>end</p>
  </main>
);
const html = "<main><h1>Users</h1><b>&lt;User 1&gt;</b><b>&lt;User 2&gt;</b><p>end</p></main>";

async function collect(chunks: AsyncIterable<string>): Promise<string[]> {
  const out: string[] = [];
  for await (const chunk of chunks) out.push(chunk);
  return out;
}

test("a page without promises is a string, one with a promise a stream", async () => {
  expect(render(<p>x</p>)).toBe("<p>x</p>");
  const stream = render(page);
  expect(typeof stream).toBe("object");
  expect((await collect(stream as AsyncGenerator<string>)).join("")).toBe(html);
});

test("what stands before a promise is given away while it is pending", async () => {
  let release = (_: Rendered) => {};
  const slow = new Promise<Rendered>((resolve) => {
    release = resolve;
  });
  const chunks = renderToStream(
    <main>
      <h1>Now</h1>
      {slow}
    </main>,
  );
  expect(await chunks.next()).toEqual({ done: false, value: "<main><h1>Now</h1>" });
  release((<p>later</p>) as Rendered);
  expect(await collect(chunks)).toEqual(["<p>later</p></main>"]);
});

test("a stream is the string that would have been, promises, lists, deferred parts and all", async () => {
  const context = { csrfToken: () => "t" };
  const parts: Html[] = [
    "<",
    1,
    [<i>x</i>, [null, true, "&"]],
    <p title={"<"}>{"<"}</p>,
    <Form for={{}} action="/x" />,
  ];
  expect((await collect(renderToStream(parts, context))).join("")).toBe(renderToString(parts, context));
});

test("a promise of a promise, and one that resolves to a list", async () => {
  const nested = later<HtmlValue>([<i>a</i>, later("<b>")]);
  expect((await collect(renderToStream(<p>{nested}</p>))).join("")).toBe("<p><i>a</i>&lt;b&gt;</p>");
});

test("a failure ends the stream", async () => {
  const failing = Promise.reject(new Error("no database"));
  const chunks = renderToStream(<p>a{failing}</p>);
  expect((await chunks.next()).value).toBe("<p>a");
  await expect(chunks.next()).rejects.toThrow("no database");
});

test("renderToString says that there is a promise", () => {
  expect(() => renderToString(page)).toThrow(PendingHtmlError);
});
