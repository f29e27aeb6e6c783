import { inspect } from "../../logger/inspect.ts";
import { Logger, type LogLevel } from "../../logger/logger.ts";
import { telemetryEvent } from "../../telemetry/index.ts";
import type { QueryObserver } from "./executor.ts";

/**
 * Tells of each query: as the telemetry event `[app, "repo", "query"]`, and in the log.
 *
 * Measurements are milliseconds: `totalTime`, `queryTime`, `queueTime`.
 *
 * @param level of the log line; `false` for none
 * @see Ecto.Repo (Telemetry events)
 */
export function observeQueries(app: string, repo: string, level: LogLevel | false): QueryObserver {
  const event = telemetryEvent([app, "repo", "query"]);
  return ({ statement, source, times, result, error }) => {
    const { query, queue } = times;
    const parameters = statement.shown ?? statement.parameters;
    if (event.attached) {
      const measurements = {
        totalTime: query + (queue ?? 0),
        queryTime: query,
        ...(queue !== undefined && { queueTime: queue }),
      };
      event.execute(measurements, {
        type: "ecto_sql_query",
        repo,
        source,
        query: statement.sql,
        params: parameters,
        result,
        error,
      });
    }
    if (level === false || !Logger.enabled(level)) return;
    const parts = [
      `QUERY ${error === undefined ? "OK" : "ERROR"}`,
      source && `source=${JSON.stringify(source)}`,
      `db=${milliseconds(query)}`,
      queue !== undefined && queue >= 0.1 && `queue=${milliseconds(queue)}`,
    ];
    Logger.log(level, () => `${parts.filter(Boolean).join(" ")}\n${statement.sql} ${inspect(parameters)}`);
  };
}

function milliseconds(time: number): string {
  return `${time.toFixed(1)}ms`;
}
