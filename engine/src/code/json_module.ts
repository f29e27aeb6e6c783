import type { CompiledModule } from "./compile.ts";
import { CompileError } from "./compile_error.ts";

/** A JSON file as a module with a default export. */
export function compileJson(name: string, source: string): CompiledModule {
  try {
    JSON.parse(source);
  } catch (error) {
    throw new CompileError({ reason: `this is not JSON: ${(error as Error).message}`, file: name });
  }
  return {
    code: `(function (exports) { Object.defineProperty(exports, "__esModule", { value: true }); exports.default = JSON.parse(${JSON.stringify(source)}); })`,
    imports: [],
    exports: { names: new Set(["default"]), stars: [] },
  };
}
