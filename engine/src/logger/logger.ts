const levels = {
  debug: 0,
  info: 1,
  notice: 2,
  warning: 3,
  error: 4,
  critical: 5,
  alert: 6,
  emergency: 7,
} as const;

/** Levels of the log, least important first. */
export type LogLevel = keyof typeof levels;

/** Facts beside a message: `{ requestId: "…" }`. */
export type LogMetadata = Readonly<Record<string, unknown>>;

/** A message and what is known of it. */
export interface LogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly metadata: LogMetadata;
  readonly time: Date;
  /** The entry as the format says, with its line break. */
  readonly text: string;
}

/** Takes the entries. */
export type LogHandler = (entry: LogEntry) => void;

/** Settings of the log; the key `logger` of the application's config. */
export interface LoggerOptions {
  /** Least important level that is kept, or `false` for none; default `debug`. */
  level?: LogLevel | false;
  /** `$time $date $metadata $level $message`, rest as it stands; default `\n$time $metadata[$level] $message\n`. */
  format?: string;
  /** Names of the metadata that `$metadata` shows, as `name=value `; default none. */
  metadata?: readonly string[];
  /** Colours by level; default off. */
  colors?: boolean;
  /** Where entries go; default the console. */
  handler?: LogHandler;
}

const DEFAULTS: Required<LoggerOptions> = {
  level: "debug",
  format: "\n$time $metadata[$level] $message\n",
  metadata: [],
  colors: false,
  handler: (entry) => console.log(entry.text.replace(/\n$/, "")),
};

let settings: Required<LoggerOptions> = DEFAULTS;
let threshold: number = levels.debug;

function log(level: LogLevel, message: string | (() => string), metadata: LogMetadata = {}): void {
  if (levels[level] < threshold) return;
  const time = new Date();
  const text = typeof message === "string" ? message : message();
  const entry = { level, message: text, metadata, time, text: format(level, text, metadata, time) };
  settings.handler(entry);
}

/**
 * The application's log.
 *
 * A message is text, or a function that makes it, called only when the level is kept.
 *
 * @example Logger.info("started"); Logger.debug(() => `rows: ${JSON.stringify(rows)}`, { requestId });
 * @see Logger
 */
export const Logger = {
  debug: (message: string | (() => string), metadata?: LogMetadata): void => log("debug", message, metadata),
  info: (message: string | (() => string), metadata?: LogMetadata): void => log("info", message, metadata),
  notice: (message: string | (() => string), metadata?: LogMetadata): void =>
    log("notice", message, metadata),
  warning: (message: string | (() => string), metadata?: LogMetadata): void =>
    log("warning", message, metadata),
  error: (message: string | (() => string), metadata?: LogMetadata): void => log("error", message, metadata),
  log,

  /** Whether messages of a level are kept. */
  enabled(level: LogLevel): boolean {
    return levels[level] >= threshold;
  },

  /**
   * Changes settings; those not given stay.
   *
   * @returns the settings before, to put them back
   * @throws TypeError when there is no such level
   */
  configure(options: LoggerOptions): Required<LoggerOptions> {
    const before = settings;
    const next = { ...settings, ...options };
    if (next.level !== false && !Object.hasOwn(levels, next.level))
      throw new TypeError(
        `unknown log level "${next.level}": use one of ${Object.keys(levels).join(", ")}, or false`,
      );
    settings = next;
    threshold = next.level === false ? Number.POSITIVE_INFINITY : levels[next.level];
    return before;
  },
};

const COLORS: Partial<Record<LogLevel, string>> = {
  debug: "\x1b[36m",
  warning: "\x1b[33m",
  error: "\x1b[31m",
  critical: "\x1b[31m",
  alert: "\x1b[31m",
  emergency: "\x1b[31m",
};

function format(level: LogLevel, message: string, metadata: LogMetadata, time: Date): string {
  const text = settings.format.replace(/\$(time|date|metadata|level|message)/g, (_, field: string) => {
    switch (field) {
      case "time":
        return `${pad(time.getHours())}:${pad(time.getMinutes())}:${pad(time.getSeconds())}.${pad(time.getMilliseconds(), 3)}`;
      case "date":
        return `${time.getFullYear()}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
      case "metadata":
        return settings.metadata
          .filter((name) => metadata[name] !== undefined)
          .map((name) => `${name}=${String(metadata[name])} `)
          .join("");
      case "level":
        return level;
      default:
        return message;
    }
  });
  const color = settings.colors ? COLORS[level] : undefined;
  return color === undefined ? text : `${color}${text}\x1b[0m`;
}

function pad(value: number, length = 2): string {
  return String(value).padStart(length, "0");
}
