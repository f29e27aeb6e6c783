export { templateRuntime } from "./template_runtime.ts";
