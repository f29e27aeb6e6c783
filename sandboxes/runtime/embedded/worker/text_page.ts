const encoder = new TextEncoder();

const entities: Record<number, Uint8Array> = {
  38: encoder.encode("&amp;"),
  60: encoder.encode("&lt;"),
};

/**
 * Makes a page of a text, as browsers do when they show one, with a script in it: a text has no place for the script that reloads
 * the preview after an edit. The bytes come in pieces.
 */
export class TextPage {
  #before: Uint8Array | undefined;

  constructor(script: string) {
    this.#before = encoder.encode(
      `<!DOCTYPE html><html><head>${script}<meta name="color-scheme" content="light dark"></head>` +
        `<body><pre style="overflow-wrap: break-word; white-space: pre-wrap;">\n`,
    );
  }

  /** The bytes that may go out now. */
  push(bytes: Uint8Array): Uint8Array {
    const before = this.#before ?? new Uint8Array();
    this.#before = undefined;
    const parts = [before];
    let start = 0;
    for (let index = 0; index < bytes.length; index++) {
      const entity = entities[bytes[index]!];
      if (!entity) continue;
      parts.push(bytes.subarray(start, index), entity);
      start = index + 1;
    }
    parts.push(bytes.subarray(start));
    return concat(parts);
  }

  /** What is left when the text has ended. */
  end(): Uint8Array {
    return concat([this.#before ?? new Uint8Array(), encoder.encode("</pre></body></html>")]);
  }
}

function concat(parts: Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
