import { renderToString } from "fledge/component";
import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { Gallery } from "../../lib/hello_web/components/gallery.tsx";
import { BirdCard } from "../../lib/hello_web/controllers/bird_html.tsx";
import { test } from "../support/conn_case.ts";

describe("BirdCard", () => {
  test("shows what stands between its tags", () => {
    const html = renderToString(
      <BirdCard name="Wren">
        <em>Nine grams</em>
      </BirdCard>,
    );
    expect(html).toMatch(
      /<article[\s\S]*<em>Nine grams<\/em>[\s\S]*<\/article>/,
    );
  });

  test("does without", () => {
    expect(renderToString(<BirdCard name="Wren" />)).toContain("Wren");
  });
});

describe("Gallery", () => {
  test("shows each item the way its caller says", () => {
    const html = renderToString(
      <Gallery items={[1, 2, 3]} empty={<p>Nothing</p>}>
        {(number) => <b>{number * 10}</b>}
      </Gallery>,
    );
    expect(html.match(/<li[^>]*>\s*<b>\d+<\/b>\s*<\/li>/g)).toHaveLength(3);
    expect(html).toContain("<b>30</b>");
    expect(html).not.toContain("Nothing");
  });

  test("shows the other slot when there are no items", () => {
    const html = renderToString(
      <Gallery items={[]} empty={<p>Nothing</p>}>
        {() => <b />}
      </Gallery>,
    );
    expect(html).toContain("<p>Nothing</p>");
    expect(html).not.toContain("<li");
  });
});

describe("GET /birds", () => {
  test("tells how often each bird was seen", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds"), 200);
    expect(html.match(/<li[^>]*>\s*<article/g)).toHaveLength(3);
    expect(html).toMatch(/Seen\s+12\s+times/);
  });

  test("says so when there is none", async ({ conn }) => {
    const html = htmlResponse(await get(conn, "/birds?find=ostrich"), 200);
    expect(html).toMatch(/no such bird/i);
  });
});
