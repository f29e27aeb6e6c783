import { statusMessageFromTemplate } from "fledge/controller";

/**
 * The pages for errors of HTML requests, named by `renderErrors` in
 * config/config.ts. "404.html" becomes "Not Found"; for a page of your own,
 * match its template here.
 */
export function render(template: string) {
  return statusMessageFromTemplate(template);
}
