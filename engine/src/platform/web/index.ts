export { MemoryFileSystem } from "../memory_file_system.ts";
export type { Platform } from "../platform.ts";
export { evaluate } from "./evaluate.ts";
export { checkCount, createExpect, startCounting } from "./expect.ts";
export * as testRunner from "./test_runner.ts";
