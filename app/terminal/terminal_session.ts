import type { ProjectFiles, SandboxTerminal } from "@/sandboxes/runtime/sandbox.ts";
import { parseCommand, splitWords } from "./command_line.ts";
import { LineEditor } from "./line_editor.ts";

/** Shows what the session writes: xterm, or a test. */
export interface TerminalScreen {
  columns: number;
  write(text: string): void;
  clear(): void;
}

/** What the session needs of the page around it. */
export interface TerminalHost {
  files(): ProjectFiles;
  /** Runs `fledge <args>`, or says why it cannot now. */
  run(args: string[], terminal: SandboxTerminal): Promise<number>;
}

const prompt = "\u001b[2m$\u001b[0m ";
const kept = 200_000;

/**
 * A terminal's conversation: a prompt, commands with their output and questions. It lives as long as the page, and what
 * it wrote before a screen was there is shown when one comes.
 */
export class TerminalSession {
  readonly #host: TerminalHost;
  readonly #line = new LineEditor();
  #screen: TerminalScreen | undefined;
  #written = "";
  /** Rows that the cursor is below the start of the prompt, for a line that wraps. */
  #cursorRow = 0;
  #mode: "prompt" | "running" | "question" = "prompt";
  #answer: ((answer: string) => void) | undefined;
  #question = "";
  #atLineStart = true;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(host: TerminalHost) {
    this.#host = host;
    this.#write(prompt);
  }

  /** Shows this session on a screen, from what was written so far on. Gives the way to take it off again. */
  attach(screen: TerminalScreen): () => void {
    this.#screen = screen;
    screen.write(this.#written);
    return () => {
      if (this.#screen === screen) this.#screen = undefined;
    };
  }

  /** Takes keys as the terminal sends them. */
  input(data: string): void {
    for (const event of this.#line.feed(data)) {
      if (event.type === "clear") this.#clear();
      else if (this.#mode === "running") this.#line.clear();
      else if (event.type === "changed") this.#redraw();
      else if (event.type === "interrupt") this.#interrupt();
      else if (this.#mode === "question") this.#settle(event.line);
      else this.#submit(event.line);
    }
  }

  /** Runs a line as if typed, without `fledge` in front: `routes --info /hello`. */
  typed(line: string): Promise<number> {
    return this.command(splitWords(line));
  }

  /** Runs `fledge <args>` after whatever runs now; resolves to its exit code. */
  command(args: string[]): Promise<number> {
    const result = this.#queue.then(() => {
      this.#line.clear();
      this.#redraw();
      this.#write(`fledge ${args.map(quoted).join(" ")}\r\n`);
      return this.#fledge(args);
    });
    this.#queue = result.catch(() => undefined);
    return result;
  }

  /** Writes text that no command of this terminal printed, above the prompt. */
  print(text: string): void {
    if (this.#mode !== "prompt") {
      this.#output(text);
      return;
    }
    this.#write(this.#toPromptStart());
    this.#output(text);
    if (!this.#atLineStart) this.#write("\r\n");
    this.#redraw(false);
  }

  #submit(line: string): void {
    this.#write("\r\n");
    this.#cursorRow = 0;
    const command = parseCommand(line);
    if (command.type === "fledge") {
      const result = this.#queue.then(() => this.#fledge(command.args));
      this.#queue = result.catch(() => undefined);
      return;
    }
    if (command.type === "clear") this.#clear();
    else {
      const text = this.#reply(command);
      if (text) this.#output(`${text}\n`);
      this.#redraw(false);
    }
  }

  #reply(command: Exclude<ReturnType<typeof parseCommand>, { type: "fledge" | "clear" }>): string {
    const files = this.#host.files();
    switch (command.type) {
      case "nothing":
        return "";
      case "unknown":
        return command.message;
      case "help":
        return "fledge <task>   the tasks of a project; fledge help lists them\nls [folder]     files\ncat <file>      a file's text\nclear           empties this terminal";
      case "list": {
        const folder = command.path.replace(/^\.\/?|\/+$/g, "");
        const start = folder ? `${folder}/` : "";
        const inside = Object.keys(files).filter((path) => path.startsWith(start));
        if (inside.length === 0) return folder in files ? folder : `ls: ${command.path}: no such folder`;
        const names = inside.map((path) => path.slice(start.length).replace(/\/.*/s, "/"));
        return [...new Set(names)].sort().join("\n");
      }
      case "print": {
        const contents = files[command.path.replace(/^\.\//, "")];
        if (contents === undefined) return `cat: ${command.path}: no such file`;
        return typeof contents === "string"
          ? contents.replace(/\n$/, "")
          : `cat: ${command.path} is not text`;
      }
    }
  }

  async #fledge(args: string[]): Promise<number> {
    this.#mode = "running";
    this.#cursorRow = 0;
    try {
      return await this.#host.run(args, {
        columns: this.#screen?.columns ?? 80,
        write: (text) => this.#output(text),
        question: (text) => this.#ask(text),
      });
    } catch (error) {
      this.#output(`${error instanceof Error ? error.message : String(error)}\n`);
      return 1;
    } finally {
      this.#answer = undefined;
      if (!this.#atLineStart) this.#write("\r\n");
      this.#mode = "prompt";
      this.#question = "";
      this.#redraw(false);
    }
  }

  #ask(question: string): Promise<string> {
    this.#mode = "question";
    // The last line of the question is the prompt; what stands above is output like any other.
    const cut = question.lastIndexOf("\n") + 1;
    if (cut > 0) this.#output(question.slice(0, cut));
    this.#question = question.slice(cut);
    this.#redraw(false);
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  #settle(answer: string): void {
    const resolve = this.#answer;
    this.#answer = undefined;
    this.#mode = "running";
    this.#cursorRow = 0;
    this.#write("\r\n");
    resolve?.(answer);
  }

  #interrupt(): void {
    this.#write("^C\r\n");
    this.#cursorRow = 0;
    if (this.#mode === "question") this.#settle("");
    else this.#redraw(false);
  }

  #clear(): void {
    this.#written = "";
    this.#cursorRow = 0;
    this.#screen?.clear();
    if (this.#mode !== "running") this.#redraw(false);
  }

  #toPromptStart(): string {
    const up = this.#cursorRow > 0 ? `\u001b[${this.#cursorRow}A` : "";
    this.#cursorRow = 0;
    return `\r${up}\u001b[J`;
  }

  /** Draws the prompt and the line, and puts the cursor where it belongs, also when the line wraps. */
  #redraw(erase = true): void {
    const lead = this.#mode === "question" ? this.#question : prompt;
    const columns = this.#screen?.columns ?? 80;
    const width = visibleLength(lead);
    const end = width + this.#line.text.length;
    const at = width + this.#line.cursor;
    let text = (erase ? this.#toPromptStart() : "") + lead + this.#line.text;
    // A line that fills its last column leaves the cursor there; a space makes it wrap.
    if (end > 0 && end % columns === 0) text += " \b";
    const up = Math.floor(end / columns) - Math.floor(at / columns);
    if (up > 0) text += `\u001b[${up}A`;
    text += `\r${at % columns > 0 ? `\u001b[${at % columns}C` : ""}`;
    this.#cursorRow = Math.floor(at / columns);
    this.#write(text);
  }

  #output(text: string): void {
    if (text) this.#write(text.replace(/\r?\n/g, "\r\n"));
  }

  #write(text: string): void {
    this.#atLineStart = text.endsWith("\n");
    this.#written = (this.#written + text).slice(-kept);
    this.#screen?.write(text);
  }
}

function visibleLength(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control sequences.
  return text.replace(/\u001b\[[0-9;]*m/g, "").length;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
