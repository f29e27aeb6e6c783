/** What an event tells of something that was thrown. */
export interface Failure {
  /** As Phoenix has it: `error` for an exception, `throw` for any other value. */
  kind: "error" | "throw";
  reason: unknown;
  stacktrace: string | undefined;
}

/** Describes what was thrown, for the metadata of an event. */
export function failureOf(reason: unknown): Failure {
  return reason instanceof Error
    ? { kind: "error", reason, stacktrace: reason.stack }
    : { kind: "throw", reason, stacktrace: undefined };
}
