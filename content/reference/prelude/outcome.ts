import type { Html } from "fledge/component";

/** What an example says about its outcome is handed to this. */
export interface Outcome {
  /** `value` is what the comment beside it says; `"in part"`, at least that. */
  is(value: unknown, expected: unknown, inPart?: "in part"): void;
  /** The expression ends with an error of that class. */
  throws(run: () => Promise<unknown>, name: string): Promise<void>;
  /** Markup that the example ends with: it can be rendered. */
  renders(markup: Html): Promise<void>;
  /** What a module exports by default. */
  made(value: unknown): void;
}
