export * from "./jsx_runtime.ts";
