import type { typescriptDefaults } from "monaco-editor/languages/features/typescript/register";

type CompilerOptions = Parameters<typeof typescriptDefaults.setCompilerOptions>[0];

/** Values that Monaco's TypeScript has and its types do not name: `ScriptTarget.ES2023`, `ModuleResolutionKind.Bundler`. */
const newer = { target: 10, moduleResolution: 100 } as object as Pick<
  CompilerOptions,
  "target" | "moduleResolution"
>;

/** The options of a generated project's tsconfig.json, as numbers. */
export const compilerOptions: CompilerOptions = {
  ...newer,
  lib: ["es2023", "dom", "dom.iterable"],
  module: 99,
  jsx: 4,
  jsxImportSource: "fledge",
  strict: true,
  isolatedModules: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  allowNonTsExtensions: true,
};
