/** What a line typed into the terminal asks for. */
export type Command =
  | { type: "nothing" }
  | { type: "fledge"; args: string[] }
  | { type: "clear" }
  | { type: "help" }
  | { type: "list"; path: string }
  | { type: "print"; path: string }
  | { type: "unknown"; message: string };

/** Splits a line into words as a shell does with quotes and backslashes; nothing is expanded. */
export function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quote = "";
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (quote) {
      if (char === quote) quote = "";
      else if (char === "\\" && quote === '"' && i + 1 < line.length) word += line[++i]!;
      else word += char;
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= "";
    } else if (char === "\\" && i + 1 < line.length) {
      word = (word ?? "") + line[++i]!;
    } else if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? "") + char;
    }
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** Makes sense of a line. What cannot run here gets a message that says what does. */
export function parseCommand(line: string): Command {
  const [name, ...args] = splitWords(line);
  if (name === undefined) return { type: "nothing" };
  if (name === "fledge") return { type: "fledge", args };
  if (name === "npx" && args[0] === "fledge") return { type: "fledge", args: args.slice(1) };
  if (name === "mix") {
    const task = args[0]?.replace(/^phx\./, "");
    return {
      type: "unknown",
      message: task ? `Write: fledge ${[task, ...args.slice(1)].join(" ")}` : "Write: fledge help",
    };
  }
  if (name === "npm" && (args[0] === "test" || args[0] === "t"))
    return { type: "fledge", args: ["test", ...args.slice(1).filter((arg) => arg !== "--")] };
  if (name === "npm") {
    return {
      type: "unknown",
      message: "Packages and the server are taken care of here. In an exported project, npm works as usual.",
    };
  }
  if (name === "clear") return { type: "clear" };
  if (name === "help") return { type: "help" };
  if (name === "ls") return { type: "list", path: args.find((arg) => !arg.startsWith("-")) ?? "" };
  if (name === "cat" && args[0]) return { type: "print", path: args[0] };
  return { type: "unknown", message: `${name}: no such command here. “help” lists those that there are.` };
}
