import { renderToString } from "fledge/component";
import { describe, expect, test } from "vitest";
import { BirdCard } from "../../lib/hello_web/controllers/bird_html.tsx";

/** The start tag of the card, and the words of its class. */
function read(html: string): { tag: string; classes: string[] } {
  const tag = /<article[^>]*>/.exec(html)?.[0] ?? "";
  const classes = /\sclass="([^"]*)"/.exec(tag)?.[1] ?? "";
  return { tag, classes: classes.split(/\s+/) };
}

describe("BirdCard", () => {
  test("has the class extinct only when the bird is", () => {
    const dodo = read(renderToString(<BirdCard name="Dodo" extinct />));
    expect(dodo.classes).toContain("extinct");
    const wren = read(renderToString(<BirdCard name="Wren" />));
    expect(wren.classes).not.toContain("extinct");
    expect(wren.classes).not.toContain("false");
  });

  test("hands other attributes on to the article", () => {
    const html = renderToString(
      <BirdCard name="Wren" id="wren" title="A wren" />,
    );
    expect(read(html).tag).toContain('id="wren"');
    expect(read(html).tag).toContain('title="A wren"');
    expect(read(html).tag).not.toContain("name=");
  });

  test("adds the class that it is given to its own", () => {
    const html = renderToString(<BirdCard name="Dodo" extinct class="rare" />);
    expect(read(html).classes).toEqual(
      expect.arrayContaining(["extinct", "rare"]),
    );
  });

  test("leaves out what is false", () => {
    const html = renderToString(<BirdCard name="Wren" hidden={false} />);
    expect(read(html).tag).not.toContain("hidden");
  });
});
