import { expect, test } from "vitest";
import { parseCommand, splitWords } from "./command_line.ts";

test.each([
  ["  a  b ", ["a", "b"]],
  [`a "b c" 'd "e"'`, ["a", "b c", 'd "e"']],
  [`title:string\\ x "a\\"b" ''`, ["title:string x", 'a"b', ""]],
  ["", []],
])("splitWords(%j)", (line, words) => {
  expect(splitWords(line)).toEqual(words);
});

test.each([
  ["", { type: "nothing" }],
  ["fledge routes --info /hello", { type: "fledge", args: ["routes", "--info", "/hello"] }],
  ["npx fledge help", { type: "fledge", args: ["help"] }],
  ["npm test -- test/a.test.ts", { type: "fledge", args: ["test", "test/a.test.ts"] }],
  ["ls -l lib", { type: "list", path: "lib" }],
  ["cat lib/a.ts", { type: "print", path: "lib/a.ts" }],
  ["clear", { type: "clear" }],
])("parseCommand(%j)", (line, command) => {
  expect(parseCommand(line)).toEqual(command);
});

test.each([
  ["mix phx.routes", "fledge routes"],
  ["mix ecto.migrate", "fledge ecto.migrate"],
  ["mix", "fledge help"],
  ["npm install left-pad", "exported project"],
  ["vim", "no such command"],
])("%j is answered with what to write instead", (line, message) => {
  expect(parseCommand(line)).toEqual({ type: "unknown", message: expect.stringContaining(message) });
});
