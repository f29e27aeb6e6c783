import { codeFrame } from "./code_frame.ts";

/** A source file that cannot be compiled or linked: what is wrong, how to put it right, and where. */
export class CompileError extends Error {
  override name = "CompileError";
  readonly kind = "compile";
  /** The sentence alone; `message` has the place and the frame too. */
  readonly reason: string;
  readonly file: string;
  /** 1-based. */
  readonly line: number | undefined;
  /** 1-based. */
  readonly column: number | undefined;
  /** The lines around the place. */
  readonly frame: string | undefined;

  constructor(options: { reason: string; file: string; source?: string; line?: number; column?: number }) {
    const { reason, file, source, line, column } = options;
    const frame = source !== undefined && line !== undefined ? codeFrame(source, line, column) : undefined;
    const place = line === undefined ? file : `${file}:${line}${column === undefined ? "" : `:${column}`}`;
    super(`${place}: ${reason}${frame === undefined ? "" : `\n\n${frame}`}`);
    this.reason = reason;
    this.file = file;
    this.line = line;
    this.column = column;
    this.frame = frame;
  }
}
