export {
  type Application,
  type ApplicationOptions,
  application,
  type RunningApplication,
} from "./application.ts";
export type { Child, RestartPolicy, Running, StartContext } from "./child.ts";
export { ChildStartError } from "./supervisor.ts";
export { version } from "./version.ts";
