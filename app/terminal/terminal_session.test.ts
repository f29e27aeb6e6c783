import { expect, test } from "vitest";
import type { SandboxTerminal } from "@/sandboxes/runtime/sandbox.ts";
import { TerminalSession } from "./terminal_session.ts";

type Run = (args: string[], terminal: SandboxTerminal) => Promise<number>;

function session(run: Run = async () => 0, columns = 80) {
  const screen = {
    columns,
    text: "",
    write(text: string) {
      screen.text += text;
    },
    clear() {
      screen.text = "";
    },
  };
  const terminal = new TerminalSession({
    files: () => ({
      "README.md": "# Hello\n",
      "lib/a.ts": "",
      "lib/b/c.ts": "",
      "logo.png": new Uint8Array(1),
    }),
    run,
  });
  terminal.attach(screen);
  return { terminal, screen };
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals are driven by control sequences.
const controls = /\u001b\[[0-9;?]*[A-Za-z]/g;
/** What the lines say, without what moves the cursor or colours. */
const plain = (text: string) => text.replace(controls, "");
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

test("runs a command, shows what it prints, and is ready for the next", async () => {
  const ran: string[][] = [];
  const { terminal, screen } = session(async (args, out) => {
    ran.push(args);
    out.write("GET  /hello\nGET  /\n");
    return 0;
  });
  terminal.input("fledge routes\r");
  await settle();
  expect(ran).toEqual([["routes"]]);
  expect(screen.text).toContain("GET  /hello\r\nGET  /\r\n");
  terminal.input("ls\r");
  expect(plain(screen.text)).toContain("README.md\r\nlib/\r\nlogo.png");
});

test("asks a question and gives the answer to the command", async () => {
  let answer = "";
  const { terminal, screen } = session(async (_, out) => {
    answer = await out.question("lib/a.ts exists.\nOverwrite? [Yn] ");
    return 0;
  });
  terminal.input("fledge gen.html\r");
  await settle();
  expect(screen.text).toContain("lib/a.ts exists.\r\n");
  terminal.input("n\r");
  await settle();
  expect(answer).toBe("n");
});

test("keys typed while a command runs are not kept for later", async () => {
  let finish = (_code: number) => {};
  const ran: string[][] = [];
  const { terminal } = session((args) => {
    ran.push(args);
    return new Promise((resolve) => {
      finish = resolve;
    });
  });
  terminal.input("fledge test\r");
  await settle();
  terminal.input("fledge routes\r");
  finish(0);
  await settle();
  terminal.input("\r");
  await settle();
  expect(ran).toEqual([["test"]]);
});

test("commands of the page run one after the other, and give their code", async () => {
  const order: string[] = [];
  const { terminal, screen } = session(async ([name]) => {
    order.push(`begin ${name}`);
    await settle();
    order.push(`end ${name}`);
    return name === "ecto.create" ? 0 : 1;
  });
  const codes = await Promise.all([terminal.command(["ecto.create"]), terminal.command(["ecto.migrate"])]);
  expect(codes).toEqual([0, 1]);
  expect(order).toEqual(["begin ecto.create", "end ecto.create", "begin ecto.migrate", "end ecto.migrate"]);
  expect(screen.text).toContain("fledge ecto.create\r\n");
});

test("a command that throws says why and leaves a prompt", async () => {
  const { terminal, screen } = session(() => Promise.reject(new Error("The application was restarted.")));
  expect(await terminal.command(["test"])).toBe(1);
  expect(screen.text).toContain("The application was restarted.\r\n");
});

test("a screen that comes late shows what was written before", async () => {
  const terminal = new TerminalSession({ files: () => ({}), run: async () => 0 });
  terminal.print("npm install\n");
  const parts: string[] = [];
  terminal.attach({ columns: 80, write: (part) => parts.push(part), clear: () => {} });
  expect(parts.join("")).toContain("npm install\r\n");
});

test("cat and ls say what is not there", () => {
  const { terminal, screen } = session();
  terminal.input("cat nothing.ts\r");
  terminal.input("cat logo.png\r");
  terminal.input("ls nowhere\r");
  expect(screen.text).toContain("cat: nothing.ts: no such file");
  expect(screen.text).toContain("cat: logo.png is not text");
  expect(screen.text).toContain("ls: nowhere: no such folder");
});

test("a line that wraps is drawn over from its first row", () => {
  const { terminal, screen } = session(undefined, 10);
  terminal.input("abcdefghijkl");
  screen.text = "";
  terminal.input("\u007f");
  // Twelve letters and the prompt take two rows: one up, then everything below is erased.
  expect(screen.text.startsWith("\r\u001b[1A\u001b[J")).toBe(true);
});
