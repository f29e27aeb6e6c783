import { transform } from "sucrase";
import { parseSource } from "./syntax.ts";

/**
 * Takes the types out of a script for browsers. Imports stay as they are, and each line keeps its number.
 *
 * @param path names the file in errors
 * @throws CompileError for a syntax error
 * @example stripTypes("assets/js/app.ts", "let a: number = 1"); // "let a = 1"
 */
export function stripTypes(path: string, source: string): string {
  // Sucrase accepts some of what is wrong, and says little of the rest.
  parseSource(path, source);
  return transform(source, { transforms: ["typescript"], disableESTransforms: true, filePath: path }).code;
}
