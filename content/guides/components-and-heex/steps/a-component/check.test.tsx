import { renderToString } from "fledge/component";
import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import { BirdCard } from "../../lib/hello_web/controllers/bird_html.tsx";
import { test } from "../support/conn_case.ts";

describe("BirdCard", () => {
  test("shows the name in a heading, and the song", () => {
    const html = renderToString(<BirdCard name="Wren" song="Loud." />);
    expect(html).toMatch(/<h2[^>]*>\s*Wren\s*<\/h2>/);
    expect(html).toContain("Loud.");
  });

  test("is silent unless told", () => {
    expect(renderToString(<BirdCard name="Moa" />)).toContain("Silent.");
    const html = renderToString(<BirdCard name="Wren" song="Loud." />);
    expect(html).not.toContain("Silent.");
  });
});

test("GET /birds shows two cards", async ({ conn }) => {
  const html = htmlResponse(await get(conn, "/birds"), 200);
  expect(html).toMatch(/<h2[^>]*>\s*Robin\s*<\/h2>/);
  expect(html).toMatch(/<h2[^>]*>\s*Dodo\s*<\/h2>/);
});
