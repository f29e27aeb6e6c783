/**
 * Names as the framework writes them: of resources, modules, fields and labels.
 *
 * @example
 * camelize(underscore("UserProfile")); // "UserProfile"
 * @see Phoenix.Naming
 */
export { camelize, humanize, resourceName, underscore, unsuffix } from "./naming.ts";
