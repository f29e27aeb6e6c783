import { statusMessageFromTemplate } from "fledge/controller";
import { BirdNotFoundError } from "../../hello/birds.ts";

/**
 * The bodies for errors of JSON requests, named by `renderErrors` in
 * config/config.ts. "404.json" becomes { errors: { detail: "Not Found" } }.
 */
export function render(template: string, assigns: { reason?: unknown } = {}) {
  const { reason } = assigns;
  if (reason instanceof BirdNotFoundError) {
    return { errors: { detail: reason.message } };
  }
  return { errors: { detail: statusMessageFromTemplate(template) } };
}
