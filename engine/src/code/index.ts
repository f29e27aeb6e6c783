export { codeFrame } from "./code_frame.ts";
export { type CompiledModule, compile } from "./compile.ts";
export { CompileError } from "./compile_error.ts";
export { type LinkerPlatform, type ModuleExports, ModuleGraph } from "./linker.ts";
export type { ExportTable, ImportedName, ImportRecord } from "./module_table.ts";
export { parseStack, projectFrames, type StackFrame } from "./stack.ts";
export { compileTemplates } from "./template_compiler.ts";
