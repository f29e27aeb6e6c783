import { reasonPhrase } from "../conn/status.ts";

/**
 * What a status says, from the name of an error template.
 *
 * @param template `"404.html"` or `"404"`
 * @returns `"Not Found"`; that of 500 for a name that is no status
 * @example statusMessageFromTemplate("404.html") // "Not Found"
 * @see Phoenix.Controller.status_message_from_template/1
 */
export function statusMessageFromTemplate(template: string): string {
  const dot = template.indexOf(".");
  try {
    return reasonPhrase(Number(dot < 0 ? template : template.slice(0, dot)));
  } catch {
    return "Internal Server Error";
  }
}
