/** One line of a stack trace. */
export interface StackFrame {
  /** Name of the function; empty for the top of a module. */
  name: string;
  /** Path from the project's folder where it lies there, else as the trace has it. */
  file: string;
  /** 1-based. */
  line: number;
  /** 1-based; where in the compiled line, which is the source's own line. */
  column: number;
  /** Whether it is the project's own code. */
  own: boolean;
}

/** `    at async name (file:1:2)`, as V8 writes it. */
const V8 = /^\s*at (?:async )?(?:(.*?) \()?((?:[a-z-]+:\/\/|node:)?[^()]*?):(\d+):(\d+)\)?$/;
/** `name@file:1:2`, as Firefox and Safari write it. */
const GECKO = /^(?:async\*)?(.*?)@((?:[a-z-]+:\/\/)?.*?):(\d+):(\d+)$/;
const SOURCE_FILE = /\.[mc]?[jt]sx?$/;

/**
 * Reads a stack trace of V8, Firefox or Safari.
 *
 * Modules of a project carry paths from its folder (`lib/hello_web/router.ts`), whatever evaluates them; files that Node loaded by
 * itself carry absolute ones.
 *
 * @param stack the `stack` of an error; lines that are no frames are left out
 * @param root absolute path of the project's folder
 * @example parseStack("    at index (lib/a.ts:3:7)") // [{ name: "index", file: "lib/a.ts", line: 3, column: 7, own: true }]
 */
export function parseStack(stack: string, root?: string): StackFrame[] {
  return stack.split("\n").flatMap((line) => {
    const match = V8.exec(line) ?? GECKO.exec(line);
    if (match === null) return [];
    const path = match[2]!.replace(/^file:\/\//, "").replace(/\?[^/]*$/, "");
    const below = root !== undefined && path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
    const file = below ?? path.slice(path.lastIndexOf("/node_modules/") + 1);
    const relative = below !== undefined || (!/^([a-z-]+:|\/)/i.test(path) && SOURCE_FILE.test(path));
    return [
      {
        name: functionName(match[1] ?? ""),
        file,
        line: Number(match[3]),
        column: Number(match[4]),
        own: relative && !file.includes("node_modules/"),
      },
    ];
  });
}

/** The name as the source has it: V8 puts the receiver in front, Firefox marks functions within functions. */
function functionName(name: string): string {
  return name
    .replace(/^(?:Object|Module|exports)\./, "")
    .replace(/ \[as .*\]$/, "")
    .replace(/(?:\/<)+$/, "")
    .replace(/^<anonymous>$/, "");
}

/** The frames of an error that lie in the project's own code, the innermost first. */
export function projectFrames(error: unknown, root?: string): StackFrame[] {
  const stack = error instanceof Error && typeof error.stack === "string" ? error.stack : "";
  return parseStack(stack, root).filter(({ own }) => own);
}
