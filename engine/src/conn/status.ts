const statuses = {
  100: "Continue",
  101: "Switching Protocols",
  102: "Processing",
  103: "Early Hints",
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative Information",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
  207: "Multi-Status",
  208: "Already Reported",
  226: "IM Used",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  305: "Use Proxy",
  306: "Switch Proxy",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  415: "Unsupported Media Type",
  416: "Requested Range Not Satisfiable",
  417: "Expectation Failed",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  505: "HTTP Version Not Supported",
  506: "Variant Also Negotiates",
  507: "Insufficient Storage",
  508: "Loop Detected",
  510: "Not Extended",
  511: "Network Authentication Required",
} as const;

type Snake<S extends string> = S extends `${infer A} ${infer B}`
  ? `${Snake<A>}_${Snake<B>}`
  : S extends `${infer A}-${infer B}`
    ? `${Snake<A>}_${Snake<B>}`
    : S extends `I'm a teapot`
      ? "im_a_teapot"
      : Lowercase<S>;

/** Name of a status: the reason phrase in snake case, e.g. `"not_found"`. */
export type StatusName =
  | Exclude<Snake<(typeof statuses)[keyof typeof statuses]>, `i'm_${string}`>
  | "im_a_teapot";

/** A status as a number or by its name. */
export type Status = number | StatusName;

const codes = new Map<string, number>();
for (const [code, phrase] of Object.entries(statuses))
  codes.set(phrase.toLowerCase().replace(/'/g, "").replace(/[ -]/g, "_"), Number(code));

/**
 * Turns a status name into its number; a number is given back.
 *
 * @param status a number from 100 to 999, or a name such as `"not_found"`
 * @throws TypeError when there is no such status
 * @example statusCode("not_found"); // 404
 * @see Plug.Conn.Status.code/1
 */
export function statusCode(status: Status): number {
  if (typeof status === "number") {
    if (Number.isInteger(status) && status >= 100 && status <= 999) return status;
    throw new TypeError(`${status} is not an HTTP status: give an integer from 100 to 999`);
  }
  const code = codes.get(status);
  if (code === undefined)
    throw new TypeError(
      `unknown status "${status}": give a number, or the reason phrase in snake case ("not_found")`,
    );
  return code;
}

/**
 * The reason phrase of a status.
 *
 * @throws TypeError when the status has none
 * @example reasonPhrase(404); // "Not Found"
 * @see Plug.Conn.Status.reason_phrase/1
 */
export function reasonPhrase(code: number): string {
  const phrase = (statuses as Record<number, string>)[code];
  if (phrase === undefined) throw new TypeError(`status ${code} has no reason phrase`);
  return phrase;
}
