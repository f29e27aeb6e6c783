/**
 * Errors of the HTTP layer. `plugStatus` is the status that the endpoint answers with when the error reaches it.
 */

/** An error that says which HTTP status it stands for (`Plug.Exception`). */
export interface StatusError extends Error {
  readonly plugStatus: number;
}

/** Anything wrong with the request that has no class of its own (`Plug.BadRequestError`). */
export class BadRequestError extends Error {
  override name = "BadRequestError";
  readonly plugStatus: number = 400;
  constructor(message = "could not process the request due to client error", options?: ErrorOptions) {
    super(message, options);
  }
}

/** Query string or form body with broken percent-encoding, bytes that are not UTF-8, or too deep nesting (`Plug.Conn.InvalidQueryError`). */
export class InvalidQueryError extends BadRequestError {
  override name = "InvalidQueryError";
}

/** A path segment that cannot be decoded, or that a static path must not hold (`Plug.Static.InvalidPathError`). */
export class InvalidPathError extends BadRequestError {
  override name = "InvalidPathError";
}

/** The body is not what its content type says (`Plug.Parsers.ParseError`). */
export class ParseError extends BadRequestError {
  override name = "ParseError";
}

/** The client sent the body too slowly (`Plug.TimeoutError`). */
export class RequestTimeoutError extends Error {
  override name = "RequestTimeoutError";
  readonly plugStatus = 408;
  constructor(
    message = "the request body did not arrive in time; raise readTimeout of parsers() for slow clients",
  ) {
    super(message);
  }
}

/** The body is longer than the limit (`Plug.Parsers.RequestTooLargeError`). */
export class RequestTooLargeError extends Error {
  override name = "RequestTooLargeError";
  readonly plugStatus = 413;
  constructor(message = "the request is too large; raise length of parsers() to accept larger bodies") {
    super(message);
  }
}

/** The path and query, or the query alone, are longer than is taken. */
export class UriTooLongError extends Error {
  override name = "UriTooLongError";
  readonly plugStatus = 414;
  constructor(
    length: number,
    limit: number,
    what = "path and query have",
    option = "endpoint.maxUrlLength in the config",
  ) {
    super(
      `the ${what} ${length} characters, and ${limit} are taken; send long data in a body, or raise ${option}`,
    );
  }
}

/** No parser takes this content type (`Plug.Parsers.UnsupportedMediaTypeError`). */
export class UnsupportedMediaTypeError extends Error {
  override name = "UnsupportedMediaTypeError";
  readonly plugStatus = 415;
  constructor(readonly mediaType: string) {
    super(`unsupported media type ${mediaType}; add it to parsers or to pass of parsers()`);
  }
}

/** The request carries no CSRF token or a wrong one (`Plug.CSRFProtection.InvalidCSRFTokenError`). */
export class InvalidCSRFTokenError extends Error {
  override name = "InvalidCSRFTokenError";
  readonly plugStatus = 403;
  constructor() {
    super(
      "invalid CSRF token: send the one of getCsrfToken(conn) as the parameter _csrf_token or the header x-csrf-token, " +
        "from a page of the same session",
    );
  }
}

/** A script element of another site asked for JavaScript (`Plug.CSRFProtection.InvalidCrossOriginRequestError`). */
export class InvalidCrossOriginRequestError extends Error {
  override name = "InvalidCrossOriginRequestError";
  readonly plugStatus = 403;
  constructor() {
    super(
      "JavaScript was requested by a plain GET, as a script element of another site would do: request it with the header " +
        "x-requested-with: XMLHttpRequest, or take protectFromForgery() off this route",
    );
  }
}

/** The response was sent already (`Plug.Conn.AlreadySentError`). */
export class AlreadySentError extends Error {
  override name = "AlreadySentError";
  readonly plugStatus = 500;
  constructor(what: string) {
    super(`cannot ${what}: the response was already sent; return the conn right after sending`);
  }
}

/** A plug or action ended without a response (`Plug.Conn.NotSentError`). */
export class NotSentError extends Error {
  override name = "NotSentError";
  readonly plugStatus = 500;
  constructor(
    message = "no response was set nor sent for this request: call sendResp, render, redirect or the like",
  ) {
    super(message);
  }
}

/** A header name or value that must not go over the wire (`Plug.Conn.InvalidHeaderError`). */
export class InvalidHeaderError extends Error {
  override name = "InvalidHeaderError";
  readonly plugStatus = 500;
}

/** A cookie longer than browsers keep (`Plug.Conn.CookieOverflowError`). */
export class CookieOverflowError extends Error {
  override name = "CookieOverflowError";
  readonly plugStatus = 500;
}

/**
 * The HTTP status an error stands for: its `plugStatus` when that is a status of an error, else 500 (`Plug.Exception.status/1`).
 *
 * @example
 * errorStatus(new BadRequestError("no such page")); // 400
 * errorStatus(new Error("oops")); // 500
 */
export function errorStatus(error: unknown): number {
  if (typeof error === "object" && error !== null && "plugStatus" in error) {
    const { plugStatus } = error;
    if (
      typeof plugStatus === "number" &&
      Number.isInteger(plugStatus) &&
      plugStatus >= 100 &&
      plugStatus < 600
    )
      return plugStatus;
  }
  return 500;
}
