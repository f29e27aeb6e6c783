/**
 * The application: what is started, in which order, and started again when it crashes.
 *
 * A child is anything with an `id` and a `start` function: a repository, an endpoint, a poller of your own. `application` gathers
 * children, starts them in order and stops them in reverse.
 *
 * @example
 * const Clock: Child = {
 *   id: "clock",
 *   start: () => {
 *     const timer = setInterval(() => console.log(new Date()), 60_000);
 *     return { stop: () => clearInterval(timer) };
 *   },
 * };
 * export const HelloApplication = application({ name: "hello", children: [Clock] });
 * @see Application
 */
export {
  type Application,
  type ApplicationOptions,
  application,
  type RunningApplication,
} from "./application.ts";
export type { Child, RestartPolicy, Running, ServerInfo, StartContext } from "./child.ts";
export { ChildStartError } from "./supervisor.ts";
export { version } from "./version.ts";
