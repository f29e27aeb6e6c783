import type { Conn } from "../conn/conn.ts";
import { errorStatus } from "../conn/errors.ts";
import { accepts } from "../controller/format.ts";
import { render } from "../controller/render.ts";
import { text } from "../controller/responses.ts";
import { statusMessageFromTemplate } from "../controller/status_message.ts";
import { Logger } from "../logger/index.ts";
import { failureOf } from "../telemetry/failure.ts";
import { telemetryEvent } from "../telemetry/index.ts";
import type { EndpointConfig } from "./config.ts";
import type { DebugActions } from "./debug_actions.ts";
import { debugPage } from "./debug_page.ts";
import type { RunningEndpoint } from "./running_endpoint.ts";

const rendered = telemetryEvent(["fledge", "error_rendered"]);

/**
 * Answers a request that failed: with the debug page in development, else with the error view of the request's format, else with
 * the status in words. A response that has begun is broken off.
 *
 * @see Phoenix.Endpoint.RenderErrors
 */
export function sendErrorPage(
  conn: Conn,
  error: unknown,
  config: EndpointConfig,
  actions: DebugActions | undefined,
  endpoint: RunningEndpoint,
): void {
  // A file that could not be sent leaves the response unsent.
  if (conn.state === "file") conn.state = "unset";
  if (!conn.sendable) {
    // Breaks off what has begun, and answers for a server that could not send what it was given. What is whole stays.
    conn.abort(error);
    return;
  }
  const start = rendered.attached ? performance.now() : 0;
  const status = errorStatus(error);
  conn.state = "unset";
  conn.halted = false;
  conn.deleteRespHeader("content-type").deleteRespHeader("content-disposition").deleteRespHeader("location");
  try {
    if (actions !== undefined) {
      debugPage(conn, error, status, endpoint, actions);
    } else {
      renderErrorView(conn, error, status, config);
    }
  } catch (second) {
    // The error view, or a callback before sending, fails itself: the client still learns the status, and no more.
    if (conn.sendable) sendErrorText(conn, status, statusMessageFromTemplate(String(status)));
    Logger.error(
      () =>
        `the error page could not be rendered: ${second instanceof Error ? second.stack : String(second)}`,
    );
  }
  if (rendered.attached) {
    rendered.execute(
      { duration: performance.now() - start },
      {
        conn,
        status,
        ...failureOf(error),
        log: config.renderErrors?.log ?? "debug",
      },
    );
  }
}

function renderErrorView(conn: Conn, error: unknown, status: number, config: EndpointConfig): void {
  const { formats, layout = false, rootLayout = false } = config.renderErrors ?? {};
  if (formats === undefined || Object.keys(formats).length === 0) {
    conn.status = status;
    text(conn, statusMessageFromTemplate(String(status)));
    return;
  }
  const format = errorFormat(conn, Object.keys(formats) as [string, ...string[]]);
  conn.putFormat(format).putView(formats);
  conn.putRootLayout(rootLayout === false ? false : { [format]: rootLayout });
  conn.putLayout(layout === false ? false : { [format]: layout });
  conn.status = status;
  const { kind, reason, stacktrace } = failureOf(error);
  render(conn, String(status), { status, kind, reason, stack: stacktrace });
}

/** The format that the client can read, or the first. */
function errorFormat(conn: Conn, formats: [string, ...string[]]): string {
  const chosen = conn.private.format;
  if (typeof chosen === "string" && formats.includes(chosen)) return chosen;
  try {
    return accepts(conn, formats).private.format as string;
  } catch (refused) {
    const why = refused instanceof Error ? refused.message : String(refused);
    Logger.debug(
      () =>
        `no format of the error views suits the client (${why}); the first, ${formats[0]}, is sent. Others are added in endpoint.renderErrors of the config`,
    );
    return formats[0];
  }
}

/** Sends words without any view. Headers and callbacks of the failed request are left behind. */
export function sendErrorText(conn: Conn, status: number, text: string): Conn {
  conn.status = status;
  conn.state = "sent";
  conn.respBody = text;
  conn.adapter.sendResp(status, [["content-type", "text/plain; charset=utf-8"]], text);
  return conn;
}
