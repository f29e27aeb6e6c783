/** Something in a guide's files is wrong. The message begins with the file, and its line where there is one. */
export class GuideError extends Error {
  override name = "GuideError";
  constructor(
    readonly file: string,
    detail: string,
    readonly line?: number,
  ) {
    super(`${file}${line === undefined ? "" : `:${line}`}: ${detail}`);
  }
}
