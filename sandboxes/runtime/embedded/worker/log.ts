import { Logger, type LogLevel } from "fledge/logger";
import type { SandboxEvent } from "../../sandbox.ts";

type Level = Extract<SandboxEvent, { type: "log" }>["level"];

/** Sends what the application logs, and what its code prints to the console, to the page. */
export function forwardLog(event: (event: SandboxEvent) => void): void {
  Logger.configure({
    handler: ({ level, text }) => event({ type: "log", level: levelOf(level), text: text.trim() }),
  });
  const methods = { debug: "debug", log: "info", info: "info", warn: "warning", error: "error" } as const;
  for (const [method, level] of Object.entries(methods) as [keyof typeof methods, Level][]) {
    const original = console[method].bind(console);
    console[method] = (...values: unknown[]) => {
      original(...values);
      event({ type: "log", level, text: values.map(show).join(" ") });
    };
  }
}

function levelOf(level: LogLevel): Level {
  if (level === "debug" || level === "info" || level === "warning") return level;
  return level === "notice" ? "info" : "error";
}

function show(value: unknown): string {
  if (typeof value === "string") return value;
  if (value instanceof Error) return value.stack ?? value.message;
  try {
    return JSON.stringify(value, null, 2) ?? String(value);
  } catch {
    return String(value);
  }
}
