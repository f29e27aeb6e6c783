/** What a key did to the line. */
export type LineEvent =
  | { type: "changed" }
  | { type: "submit"; line: string }
  | { type: "interrupt" }
  | { type: "clear" };

/** Keys of a terminal's line as bytes arrive: text, a cursor, and the lines submitted before. */
export class LineEditor {
  text = "";
  cursor = 0;
  readonly #history: string[] = [];
  #recalled = 0;
  #draft = "";

  /** Takes what the terminal sent, which may be several keys (a paste), and gives what happened in order. */
  feed(data: string): LineEvent[] {
    const events: LineEvent[] = [];
    let rest = data;
    while (rest) {
      const sequence = escapeSequence.exec(rest)?.[0] ?? String.fromCodePoint(rest.codePointAt(0)!);
      rest = rest.slice(sequence.length);
      // Windows and pasted text end lines in CR LF: one end, not two.
      if (sequence === "\r" && rest.startsWith("\n")) rest = rest.slice(1);
      const event = this.#key(sequence);
      if (event) events.push(event);
    }
    return events;
  }

  /** Empties the line, e.g. for the next question. */
  clear(): void {
    this.text = "";
    this.cursor = 0;
    this.#recalled = this.#history.length;
  }

  #key(key: string): LineEvent | undefined {
    switch (key) {
      case "\r":
      case "\n": {
        const line = this.text;
        if (line.trim() && this.#history.at(-1) !== line) this.#history.push(line);
        this.clear();
        return { type: "submit", line };
      }
      case "\u0003":
        this.clear();
        return { type: "interrupt" };
      case "\u000c":
        return { type: "clear" };
      case "\u007f":
      case "\b":
        return this.#remove(this.cursor - 1, this.cursor);
      case "\u001b[3~":
        return this.#remove(this.cursor, this.cursor + 1);
      case "\u0015":
        return this.#remove(0, this.cursor);
      case "\u000b":
        return this.#remove(this.cursor, this.text.length);
      case "\u0017":
        return this.#remove(this.text.slice(0, this.cursor).search(/\S+\s*$/), this.cursor);
      case "\u001b[D":
      case "\u001bOD":
        return this.#moveTo(this.cursor - 1);
      case "\u001b[C":
      case "\u001bOC":
        return this.#moveTo(this.cursor + 1);
      case "\u0001":
      case "\u001b[H":
      case "\u001bOH":
        return this.#moveTo(0);
      case "\u0005":
      case "\u001b[F":
      case "\u001bOF":
        return this.#moveTo(this.text.length);
      case "\u001b[A":
      case "\u001bOA":
        return this.#recall(-1);
      case "\u001b[B":
      case "\u001bOB":
        return this.#recall(1);
    }
    if (key < " " || key.startsWith("\u001b")) return undefined;
    this.text = this.text.slice(0, this.cursor) + key + this.text.slice(this.cursor);
    this.cursor += key.length;
    return { type: "changed" };
  }

  #remove(from: number, to: number): LineEvent | undefined {
    const start = Math.max(from, 0);
    if (start >= to) return undefined;
    this.text = this.text.slice(0, start) + this.text.slice(to);
    this.cursor = start;
    return { type: "changed" };
  }

  #moveTo(cursor: number): LineEvent {
    this.cursor = Math.min(Math.max(cursor, 0), this.text.length);
    return { type: "changed" };
  }

  #recall(delta: number): LineEvent | undefined {
    const next = this.#recalled + delta;
    if (next < 0 || next > this.#history.length) return undefined;
    if (this.#recalled === this.#history.length) this.#draft = this.text;
    this.#recalled = next;
    this.text = next === this.#history.length ? this.#draft : this.#history[next]!;
    this.cursor = this.text.length;
    return { type: "changed" };
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals send keys as control sequences.
const escapeSequence = /^\u001b(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?/;
