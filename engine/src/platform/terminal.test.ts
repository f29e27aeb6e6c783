import { PassThrough, Readable } from "node:stream";
import { expect, test } from "vitest";
import { MemoryTerminal } from "./memory_terminal.ts";
import { nodeTerminal } from "./node/terminal.ts";
import { terminalContract } from "./terminal_contract.ts";

function text(stream: PassThrough): string {
  return stream.read()?.toString() ?? "";
}

terminalContract("MemoryTerminal", (answers) => {
  const terminal = new MemoryTerminal({ answers });
  return { terminal, written: () => terminal.output, errors: () => terminal.errors };
});

terminalContract("nodeTerminal", (answers) => {
  const output = new PassThrough();
  const error = new PassThrough();
  const input = Readable.from(answers.map((line) => `${line}\n`));
  let seen = "";
  output.on("data", (chunk) => {
    seen += chunk;
  });
  // Text is handed on in the same tick when the stream flows already.
  output.resume();
  return {
    terminal: nodeTerminal({ input, output, error, vars: {} }),
    written: () => seen,
    errors: () => text(error),
  };
});

test("nodeTerminal knows colours and width from its output and the environment", () => {
  const output = Object.assign(new PassThrough(), { isTTY: true, columns: 120 });
  const streams = { input: new PassThrough(), output, error: new PassThrough() };
  expect(nodeTerminal({ ...streams, vars: {} })).toMatchObject({ columns: 120, colors: true });
  expect(nodeTerminal({ ...streams, vars: { NO_COLOR: "1" } }).colors).toBe(false);
  const piped = { ...streams, output: new PassThrough() };
  expect(nodeTerminal({ ...piped, vars: {} })).toMatchObject({ columns: 80, colors: false });
  expect(nodeTerminal({ ...piped, vars: { FORCE_COLOR: "1" } }).colors).toBe(true);
});
