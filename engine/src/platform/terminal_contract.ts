import { describe, expect, test } from "vitest";
import type { Terminal } from "./terminal.ts";

/** A terminal and what a person sees of it. */
export interface TerminalUnderTest {
  terminal: Terminal;
  /** What was written so far, errors left out. */
  written(): string;
  errors(): string;
}

/**
 * What every `Terminal` does alike.
 *
 * @param name of the implementation
 * @param make gives a terminal where somebody types the given lines and then leaves
 */
export function terminalContract(name: string, make: (answers: string[]) => TerminalUnderTest): void {
  describe(`${name} as a Terminal`, () => {
    test("writes text as it is", () => {
      const { terminal, written, errors } = make([]);
      terminal.write("* creating ");
      terminal.write("hello/ü\n");
      expect(written()).toBe("* creating hello/ü\n");
      expect(errors()).toBe("");
    });

    test("writes errors as they are", () => {
      const { terminal, errors } = make([]);
      terminal.error("no such command\n");
      expect(errors()).toBe("no such command\n");
    });

    test("asks, and gives each question its line", async () => {
      const { terminal, written } = make(["y", "  two words "]);
      expect(await terminal.question("Proceed? ")).toBe("y");
      expect(await terminal.question("Name? ")).toBe("  two words ");
      expect(written()).toContain("Proceed? ");
      expect(written()).toContain("Name? ");
    });

    test("a question that nobody answers gets an empty answer", async () => {
      const { terminal } = make([]);
      expect(await terminal.question("Anybody? ")).toBe("");
      expect(await terminal.question("Still nobody? ")).toBe("");
    });

    test("has a width", () => {
      expect(make([]).terminal.columns).toBeGreaterThan(0);
    });
  });
}
