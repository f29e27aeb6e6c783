export { appName } from "./app_name.ts";
export { ProjectError } from "./load_config.ts";
export { type OpenProjectOptions, openProject, Project, type ReloadResult } from "./project.ts";
