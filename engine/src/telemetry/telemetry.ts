import { failureOf } from "./failure.ts";

/** Name of an event, from the general to the special: `["fledge", "endpoint", "stop"]`. */
export type EventName = readonly string[];
/** Numbers of an event: `{ duration: 1_200_000 }`. */
export type Measurements = Readonly<Record<string, number>>;
/** What an event is about: `{ conn, route: "/users/:id" }`. */
export type Metadata = Readonly<Record<string, unknown>>;

/** Is told of an event, in the middle of what emits it: it should be quick. */
export type TelemetryHandler<Config = unknown> = (
  event: EventName,
  measurements: Measurements,
  metadata: Metadata,
  config: Config,
) => void;

/** A handler and what it was attached with. */
export interface AttachedHandler {
  readonly id: string;
  readonly event: EventName;
  readonly handler: TelemetryHandler;
  readonly config: unknown;
}

/**
 * One kind of event. Whoever emits often holds on to it and looks at `attached` before working out what to tell.
 */
export class TelemetryEvent {
  /** Handlers of this event, in the order they were attached. */
  handlers: readonly AttachedHandler[] = [];
  constructor(readonly name: EventName) {}

  /** Whether anybody listens. */
  get attached(): boolean {
    return this.handlers.length > 0;
  }

  /** Tells the handlers. One that throws is detached, and the failure is reported to `console.error`. */
  execute(measurements: Measurements, metadata: Metadata = {}): void {
    for (const attached of this.handlers) {
      try {
        attached.handler(this.name, measurements, metadata, attached.config);
      } catch (error) {
        detach(attached.id);
        console.error(
          `Handler ${attached.id} of ${this.name.join(".")} has failed and has been detached.`,
          error,
        );
      }
    }
  }
}

/** The events by the words of their names, so that to look one up makes no string. */
class EventNode {
  event: TelemetryEvent | undefined;
  readonly children = new Map<string, EventNode>();
}

const root = new EventNode();
const attachedEvents = new Map<string, TelemetryEvent[]>();

/**
 * The event of a name; the same object every time.
 *
 * @example const stop = telemetryEvent(["my_app", "job", "stop"]);
 *   if (stop.attached) stop.execute({ duration }, { job });
 */
export function telemetryEvent(name: EventName): TelemetryEvent {
  let node = root;
  for (const word of name) {
    let next = node.children.get(word);
    if (next === undefined) {
      next = new EventNode();
      node.children.set(word, next);
    }
    node = next;
  }
  node.event ??= new TelemetryEvent([...name]);
  return node.event;
}

/** The event of a name that somebody has asked for before. */
function known(name: EventName, last?: string): TelemetryEvent | undefined {
  let node: EventNode | undefined = root;
  for (let i = 0; node !== undefined && i < name.length; i++) node = node.children.get(name[i]!);
  return last === undefined ? node?.event : node?.children.get(last)?.event;
}

/**
 * Attaches a handler to an event.
 *
 * @param id name of the handler, for `detach`; one for each handler
 * @param config given to the handler with every event
 * @throws Error when a handler of this id is attached already
 * @example attach("log-jobs", ["my_app", "job", "stop"], (event, { duration }) => console.log(duration));
 * @see :telemetry.attach/4
 */
export function attach<Config = undefined>(
  id: string,
  name: EventName,
  handler: TelemetryHandler<Config>,
  config?: Config,
): void {
  attachMany(id, [name], handler, config);
}

/**
 * Attaches one handler to several events (`:telemetry.attach_many/4`); see `attach`.
 *
 * @example
 * attachMany("both", [["hello", "start"], ["hello", "stop"]], (event) => console.log(event));
 */
export function attachMany<Config = undefined>(
  id: string,
  names: readonly EventName[],
  handler: TelemetryHandler<Config>,
  config?: Config,
): void {
  if (attachedEvents.has(id))
    throw new Error(`a telemetry handler "${id}" is attached already: detach it, or choose another id`);
  const targets = names.map(telemetryEvent);
  for (const event of targets)
    event.handlers = [
      ...event.handlers,
      { id, event: event.name, handler: handler as TelemetryHandler, config },
    ];
  attachedEvents.set(id, targets);
}

/**
 * Detaches a handler from all its events.
 *
 * @returns whether there was one
 * @example
 * attach("gone", ["hello"], () => {});
 * detach("gone"); // true
 * @see :telemetry.detach/1
 */
export function detach(id: string): boolean {
  for (const event of attachedEvents.get(id) ?? [])
    event.handlers = event.handlers.filter((attached) => attached.id !== id);
  return attachedEvents.delete(id);
}

/**
 * Emits an event.
 *
 * @example execute(["my_app", "job", "stop"], { duration: 12 }, { job: "mail" });
 * @see :telemetry.execute/3
 */
export function execute(name: EventName, measurements: Measurements, metadata: Metadata = {}): void {
  const event = known(name);
  if (event?.attached) event.execute(measurements, metadata);
}

/**
 * Handlers attached to events whose name begins with `prefix` (`:telemetry.list_handlers/1`).
 *
 * @example
 * listHandlers(["nobody", "listens"]); // []
 */
export function listHandlers(prefix: EventName = []): AttachedHandler[] {
  let node: EventNode | undefined = root;
  for (const word of prefix) node = node?.children.get(word);
  return node === undefined ? [] : handlersBelow(node);
}

function handlersBelow(node: EventNode): AttachedHandler[] {
  return [...(node.event?.handlers ?? []), ...[...node.children.values()].flatMap(handlersBelow)];
}

/**
 * Runs a function between the events `…start` and `…stop`, or `…exception` when it throws or rejects.
 *
 * Times are in milliseconds: `systemTime` since the epoch in start, `duration` in the others.
 *
 * @param run gives its result, and metadata for the stop event
 * @example const rows = span(["my_app", "report"], { id }, () => ({ result: build(id) }));
 * @see :telemetry.span/3
 */
export function span<T>(
  prefix: EventName,
  metadata: Metadata,
  run: () => { result: T; metadata?: Metadata },
): T;
export function span<T>(
  prefix: EventName,
  metadata: Metadata,
  run: () => Promise<{ result: T; metadata?: Metadata }>,
): Promise<T>;
export function span<T>(
  prefix: EventName,
  metadata: Metadata,
  run: () => { result: T; metadata?: Metadata } | Promise<{ result: T; metadata?: Metadata }>,
): T | Promise<T> {
  const started = performance.now();
  const start = known(prefix, "start");
  if (start?.attached) start.execute({ systemTime: Date.now() }, metadata);
  const stop = (outcome: { result: T; metadata?: Metadata }): T => {
    const event = known(prefix, "stop");
    if (event?.attached)
      event.execute({ duration: performance.now() - started }, outcome.metadata ?? metadata);
    return outcome.result;
  };
  const fail = (reason: unknown): never => {
    known(prefix, "exception")?.execute(
      { duration: performance.now() - started },
      {
        ...metadata,
        ...failureOf(reason),
      },
    );
    throw reason;
  };
  let outcome: { result: T; metadata?: Metadata } | Promise<{ result: T; metadata?: Metadata }>;
  try {
    outcome = run();
  } catch (reason) {
    return fail(reason);
  }
  return outcome instanceof Promise ? outcome.then(stop, fail) : stop(outcome);
}
