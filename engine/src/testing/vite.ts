import type { Plugin } from "vite";
import { CompileError } from "../code/compile_error.ts";
import { compileTemplates } from "../code/template_compiler.ts";

/**
 * Makes the plugin with which Vite and Vitest read a project's `.tsx` files: the same compiler that the server uses, so tests see
 * the same markup and the same errors.
 *
 * @example
 * // vitest.config.ts
 * import { fledge } from "fledge/vite";
 * export default defineConfig({ plugins: [fledge()] });
 */
export function fledge(): Plugin {
  return {
    name: "fledge",
    enforce: "pre",
    transform(code, id) {
      const path = id.split("?")[0]!;
      if (!path.endsWith(".tsx") || path.includes("/node_modules/")) return null;
      try {
        const compiled = compileTemplates(path, code);
        // What is left is TypeScript without markup, whatever the file is called.
        return { code: compiled.code, map: compiled.map, moduleType: "ts" };
      } catch (error) {
        if (!(error instanceof CompileError)) throw error;
        const { reason, line = 1, column = 1, frame } = error;
        return this.error({
          message: reason,
          id: path,
          frame,
          loc: { file: path, line, column: column - 1 },
        });
      }
    },
  };
}
