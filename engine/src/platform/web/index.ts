export type { PgliteService } from "../../ecto/database/pglite_service.ts";
export { MemoryFileSystem } from "../memory_file_system.ts";
export type { Platform } from "../platform.ts";
export { pgliteOverPort } from "./databases/pglite_over_port.ts";
export { servePglite } from "./databases/serve_pglite.ts";
export { evaluate } from "./evaluate.ts";
export { checkCount, createExpect, startCounting } from "./expect.ts";
export * as testRunner from "./test_runner.ts";
