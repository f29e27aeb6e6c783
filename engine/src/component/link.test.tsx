import { describe, expect, test } from "vitest";
import { type Html, Link, LiveTitle, renderToString } from "./index.ts";

const show = (html: Html) => renderToString(html, { csrfToken: () => "tok" });

// Cases after live_view's component tests (MIT).
describe("Link", () => {
  test.each<[string, Html, string]>([
    ["an address", <Link href="/">text</Link>, '<a href="/">text</a>'],
    [
      "an address as a URL",
      <Link href={new URL("https://a.example/b?c=1&d")}>x</Link>,
      '<a href="https://a.example/b?c=1&amp;d">x</a>',
    ],
    [
      "other attributes",
      <Link href="/" class="foo" data-page-number={2}>
        text
      </Link>,
      '<a href="/" class="foo" data-page-number="2">text</a>',
    ],
    ["no address", <Link phx-click="click">text</Link>, '<a href="#" phx-click="click">text</a>'],
    [
      "a place on the page",
      <Link href="#" phx-click="click">
        text
      </Link>,
      '<a href="#" phx-click="click">text</a>',
    ],
    ["mail", <Link href="mailto:a@example.com">x</Link>, '<a href="mailto:a@example.com">x</a>'],
    [
      "the method get",
      <Link href="/" method="get">
        text
      </Link>,
      '<a href="/">text</a>',
    ],
    [
      "the method get with a token",
      <Link href="/" method="get" csrfToken="123">
        text
      </Link>,
      '<a href="/">text</a>',
    ],
    [
      "another method",
      <Link href="/users" method="delete">
        delete
      </Link>,
      '<a href="/users" data-method="delete" data-csrf="tok" data-to="/users">delete</a>',
    ],
    [
      "another method and the token",
      <Link href="/users" method="delete" csrfToken>
        delete
      </Link>,
      '<a href="/users" data-method="delete" data-csrf="tok" data-to="/users">delete</a>',
    ],
    [
      "another method and no token",
      <Link href="/users" method="delete" csrfToken={false}>
        delete
      </Link>,
      '<a href="/users" data-method="delete" data-to="/users">delete</a>',
    ],
    [
      "a token of its own",
      <Link href="/users" method="post" csrfToken="123">
        delete
      </Link>,
      '<a href="/users" data-method="post" data-csrf="123" data-to="/users">delete</a>',
    ],
    [
      "a question before",
      <Link href="/users" method="post" csrfToken="123" data-confirm="are you sure?">
        delete
      </Link>,
      '<a href="/users" data-method="post" data-csrf="123" data-to="/users" data-confirm="are you sure?">delete</a>',
    ],
    [
      "a patch",
      <Link patch="/home">text</Link>,
      '<a href="/home" data-phx-link="patch" data-phx-link-state="push">text</a>',
    ],
    [
      "a patch with attributes",
      <Link patch="/" class="btn btn-large" data-page-number="2">
        next
      </Link>,
      '<a href="/" data-phx-link="patch" data-phx-link-state="push" class="btn btn-large" data-page-number="2">next</a>',
    ],
    [
      "a patch in place",
      <Link patch="/" replace>
        x
      </Link>,
      '<a href="/" data-phx-link="patch" data-phx-link-state="replace">x</a>',
    ],
    [
      "a visit",
      <Link navigate="/">text</Link>,
      '<a href="/" data-phx-link="redirect" data-phx-link-state="push">text</a>',
    ],
    [
      "a visit in place",
      <Link navigate="/" replace>
        x
      </Link>,
      '<a href="/" data-phx-link="redirect" data-phx-link-state="replace">x</a>',
    ],
    [
      "markup in it",
      <Link href="/">
        <b>{"<"}</b>
      </Link>,
      '<a href="/"><b>&lt;</b></a>',
    ],
    ["nothing in it", <Link href="/" aria-label="Home" />, '<a href="/" aria-label="Home"></a>'],
  ])("%s", (_, html, expected) => {
    expect(show(html)).toBe(expected);
  });

  test.each([
    "javascript:alert('bad')",
    "JavaScript:x",
    " java\nscript:x",
    "\u0001javascript:x",
    "vbscript:x",
  ])("refuses %j, wherever it leads", (address) => {
    expect(() => show(<Link href={address}>bad</Link>)).toThrow(/href of <a> would run a program/);
    expect(() =>
      show(
        <Link href={address} method="post">
          bad
        </Link>,
      ),
    ).toThrow(/would run a program/);
    expect(() => show(<Link navigate={address}>bad</Link>)).toThrow(/would run a program/);
    expect(() => show(<Link patch={address}>bad</Link>)).toThrow(/would run a program/);
  });
});

describe("LiveTitle", () => {
  test.each<[string, Html, string]>([
    ["a title", <LiveTitle>My Title</LiveTitle>, "<title>My Title</title>"],
    [
      "a prefix",
      <LiveTitle prefix="MyApp – ">My Title</LiveTitle>,
      '<title data-prefix="MyApp – ">MyApp – My Title</title>',
    ],
    [
      "a suffix",
      <LiveTitle suffix=" – MyApp">My Title</LiveTitle>,
      '<title data-suffix=" – MyApp">My Title – MyApp</title>',
    ],
    [
      "both",
      <LiveTitle prefix="Welcome: " suffix=" – MyApp">
        My Title
      </LiveTitle>,
      '<title data-prefix="Welcome: " data-suffix=" – MyApp">Welcome: My Title – MyApp</title>',
    ],
    [
      "a default that is not needed",
      <LiveTitle default="Home">My Title</LiveTitle>,
      '<title data-default="Home">My Title</title>',
    ],
    [
      "a default for nothing",
      <LiveTitle default="Home">{null}</LiveTitle>,
      '<title data-default="Home">Home</title>',
    ],
    [
      "a default for an empty text",
      <LiveTitle default="Home">{""}</LiveTitle>,
      '<title data-default="Home">Home</title>',
    ],
    [
      "a default with prefix and suffix",
      <LiveTitle default="Home" prefix="a " suffix=" z" />,
      '<title data-prefix="a " data-default="Home" data-suffix=" z">a Home z</title>',
    ],
    ["no title at all", <LiveTitle />, "<title></title>"],
    [
      "text that looks like markup",
      <LiveTitle prefix={'"<'}>{"</title>"}</LiveTitle>,
      '<title data-prefix="&quot;&lt;">&quot;&lt;&lt;/title&gt;</title>',
    ],
  ])("%s", (_, html, expected) => {
    expect(show(html)).toBe(expected);
  });
});
