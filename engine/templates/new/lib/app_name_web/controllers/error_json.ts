import { statusMessageFromTemplate } from "fledge/controller";

/**
 * The bodies for errors of JSON requests, named by `renderErrors` in
 * config/config.ts. "404.json" becomes { errors: { detail: "Not Found" } }.
 */
export function render(template: string) {
  return { errors: { detail: statusMessageFromTemplate(template) } };
}
