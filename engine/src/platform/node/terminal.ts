import { createInterface, type Interface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import type { Terminal } from "../terminal.ts";

/** The streams that a terminal stands on. */
export interface TerminalStreams {
  input: Readable & { isTTY?: boolean };
  output: Writable & { isTTY?: boolean; columns?: number };
  error: Writable;
  /** Environment variables; `NO_COLOR` and `FORCE_COLOR` are heeded. */
  vars: Readonly<Record<string, string | undefined>>;
}

/**
 * A terminal on the streams of a process.
 *
 * @param streams the process's own unless told
 * @example
 * const terminal = nodeTerminal();
 * const answer = await terminal.question("Proceed? [Yn] ");
 */
export function nodeTerminal(
  streams: TerminalStreams = {
    input: process.stdin,
    output: process.stdout,
    error: process.stderr,
    vars: process.env,
  },
): Terminal {
  const { input, output, error, vars } = streams;
  const lines = new Lines(input, output);
  return {
    get columns() {
      return output.columns || 80;
    },
    get colors() {
      if (vars.NO_COLOR) return false;
      return vars.FORCE_COLOR ? vars.FORCE_COLOR !== "0" : output.isTTY === true;
    },
    write: (text) => void output.write(text),
    error: (text) => void error.write(text),
    question: (prompt) => lines.ask(prompt),
  };
}

/** Reads one line a question. Lines that were piped in at once wait for the questions to come. */
class Lines {
  #reader: Interface | undefined;
  #waiting: ((line: string) => void)[] = [];
  #early: string[] = [];
  #ended = false;
  #input: TerminalStreams["input"];
  #output: TerminalStreams["output"];

  constructor(input: TerminalStreams["input"], output: TerminalStreams["output"]) {
    this.#input = input;
    this.#output = output;
  }

  async ask(prompt: string): Promise<string> {
    this.#output.write(prompt);
    const early = this.#early.shift();
    if (early !== undefined) return early;
    if (this.#ended) return "";
    const reader = this.#open();
    reader.resume();
    const line = await new Promise<string>((resolve) => this.#waiting.push(resolve));
    // So that a waiting input does not keep the process alive.
    if (!this.#ended) reader.pause();
    return line;
  }

  #open(): Interface {
    if (this.#reader) return this.#reader;
    const terminal = this.#input.isTTY === true && this.#output.isTTY === true;
    const reader = createInterface({
      input: this.#input,
      output: terminal ? this.#output : undefined,
      terminal,
    });
    reader.on("line", (line) => {
      const waiting = this.#waiting.shift();
      if (waiting) waiting(line);
      else this.#early.push(line);
    });
    reader.on("close", () => {
      this.#ended = true;
      for (const waiting of this.#waiting.splice(0)) waiting("");
    });
    reader.on("SIGINT", () => process.kill(process.pid, "SIGINT"));
    this.#reader = reader;
    return reader;
  }
}
