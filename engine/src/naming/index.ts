export { camelize, humanize, resourceName, underscore, unsuffix } from "./naming.ts";
