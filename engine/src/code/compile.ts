import MagicString from "magic-string";
import { transform } from "sucrase";
import { CompileError } from "./compile_error.ts";
import { type ExportTable, type ImportRecord, moduleTable } from "./module_table.ts";
import { parseSource } from "./syntax.ts";
import { transformTemplates } from "./template_compiler.ts";

/** A compiled file. */
export interface CompiledModule {
  /** CommonJS as the text of a function of `(exports, require, module, importMeta)`; its nth line is the source's nth line. */
  code: string;
  /** What it really loads: imports that were used as types only are gone. */
  imports: ImportRecord[];
  exports: ExportTable;
}

/** The name that stands for `import.meta` in compiled code. */
const IMPORT_META = "importMeta__";

/**
 * Compiles a TypeScript file of a project, with or without markup, to the text of a CommonJS function.
 *
 * @param path names the file in errors and decides by its end whether it may hold markup (`.tsx`)
 * @throws CompileError with file, line, column and the lines around
 * @example compile("lib/a.ts", "export const a: number = 1;").code
 */
export function compile(path: string, source: string): CompiledModule {
  const syntax = parseSource(path, source);
  const { imports, exports, importMeta } = moduleTable(syntax);
  const output = new MagicString(source);
  for (const node of importMeta) output.update(node.start!, node.end!, IMPORT_META);
  transformTemplates(syntax, output);
  const code = toCommonJs(path, source, output.toString());
  return {
    code: `(function (exports, require, module, ${IMPORT_META}) {${code}\n})`,
    imports: withRuntime(imports, code).filter(({ specifier }) => isRequired(code, specifier)),
    exports,
  };
}

function toCommonJs(path: string, source: string, code: string): string {
  try {
    return transform(code, {
      transforms: ["typescript", "imports"],
      disableESTransforms: true,
      filePath: path,
    }).code;
  } catch (error) {
    const { message, loc } = error as Error & { loc?: { line: number; column: number } };
    const reason = message.replace(/^Error transforming .*?: /, "").replace(/ \(\d+:\d+\)$/, "");
    throw new CompileError({ reason, file: path, source, ...(loc === undefined ? {} : { line: loc.line }) });
  }
}

/** The import that the template compiler added. */
function withRuntime(imports: ImportRecord[], code: string): ImportRecord[] {
  const specifier = "fledge/jsx-runtime";
  if (!isRequired(code, specifier) || imports.some((entry) => entry.specifier === specifier)) return imports;
  return [{ specifier, dynamic: false, line: 1, column: 1, names: [] }, ...imports];
}

function isRequired(code: string, specifier: string): boolean {
  return code.includes(`require('${specifier}')`) || code.includes(`require("${specifier}")`);
}
