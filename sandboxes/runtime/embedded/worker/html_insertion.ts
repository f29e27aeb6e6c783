/** Bytes after which a page without `<head>` is no longer searched. */
const limit = 4096;

/**
 * Puts a script first into an HTML page whose bytes come in pieces: after `<head>`, `<html>` or the doctype, whatever is the last of
 * these that the page has. Browsers read a script before `<head>` as its first child.
 */
export class HtmlInsertion {
  #script: Uint8Array;
  #held: Uint8Array | undefined = new Uint8Array();

  constructor(script: string) {
    this.#script = new TextEncoder().encode(script);
  }

  /** The bytes that may go out now. */
  push(bytes: Uint8Array): Uint8Array {
    if (!this.#held) return bytes;
    this.#held = concat(this.#held, bytes);
    const place = findPlace(latin(this.#held));
    return place.sure || this.#held.length > limit ? this.#insert(place.index) : new Uint8Array();
  }

  /** What is left when the page has ended. */
  end(): Uint8Array {
    return this.#held ? this.#insert(findPlace(latin(this.#held)).index) : new Uint8Array();
  }

  #insert(index: number): Uint8Array {
    const held = this.#held!;
    this.#held = undefined;
    return concat(concat(held.subarray(0, index), this.#script), held.subarray(index));
  }
}

function findPlace(html: string): { index: number; sure: boolean } {
  const head = /^(?:\s|<!--.*?-->|<!doctype[^>]*>|<html(?:\s[^>]*)?>)*<head(?:\s[^>]*)?>/is.exec(html);
  if (head) return { index: head[0].length, sure: true };
  const before = /^(?:\s|<!--.*?-->|<!doctype[^>]*>|<html(?:\s[^>]*)?>)*/is.exec(html)![0].length;
  // Something else than the beginning of a page stands here; it may be a tag that has not come whole.
  const rest = html.slice(before);
  const sure = rest !== "" && !/^<(?:!|h|$)/i.test(rest);
  return { index: before, sure };
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes.subarray(0, limit));
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
