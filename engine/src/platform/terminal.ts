/** Where a command writes and asks. On Node it is the process's; in the playground a panel of the page. */
export interface Terminal {
  /** Columns, for tables and wrapping. */
  readonly columns: number;
  /** Whether ANSI colours are shown. */
  readonly colors: boolean;
  /** Writes to standard output as is (no line break is added). */
  write(text: string): void;
  /** Writes to standard error as is. */
  error(text: string): void;
  /** Asks and waits for a line. Resolves to `""` when nobody can answer. */
  question(prompt: string): Promise<string>;
}
