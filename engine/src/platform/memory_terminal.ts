import type { Terminal } from "./terminal.ts";

/**
 * A terminal that keeps what is written and answers questions from a list, for commands that run without a person.
 *
 * @example
 * const terminal = new MemoryTerminal({ answers: ["y"] });
 * await runCommand(["ecto.drop"], { ...context, terminal });
 * terminal.output; // "Are you sure? [yN] y\n…"
 */
export class MemoryTerminal implements Terminal {
  readonly columns: number;
  readonly colors: boolean;
  /** All that was written, errors among it, as a screen shows it. */
  output = "";
  /** What was written to standard error alone. */
  errors = "";
  #answers: string[];

  /**
   * @param options.answers one for each question, in order; `""` after the last
   * @param options.columns 80 unless told
   * @param options.colors false unless told
   */
  constructor(options: { answers?: string[]; columns?: number; colors?: boolean } = {}) {
    this.#answers = [...(options.answers ?? [])];
    this.columns = options.columns ?? 80;
    this.colors = options.colors ?? false;
  }

  write(text: string): void {
    this.output += text;
  }

  error(text: string): void {
    this.output += text;
    this.errors += text;
  }

  async question(prompt: string): Promise<string> {
    const answer = this.#answers.shift() ?? "";
    this.output += `${prompt}${answer}\n`;
    return answer;
  }
}
