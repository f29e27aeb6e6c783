import type { SandboxError } from "../../sandbox.ts";
import { bridgePath } from "../paths.ts";
import type { FromServiceWorker } from "../protocol.ts";
import type { ApplicationPort } from "./application_port.ts";

/** How long a bridge or a page has for an answer. */
const patience = 5000;

/**
 * Who belongs to which sandbox. Nothing here outlives the service worker, which browsers end when it is idle: the bridges are
 * found by their address and asked for a new port, pages are asked where they belong.
 */
export class Clients {
  #worker: ServiceWorkerGlobalScope;
  #ports = new Map<string, ApplicationPort>();
  #sandboxOf = new Map<string, string>();
  #portWaiting = new Map<string, ((port: ApplicationPort) => void)[]>();
  #clientWaiting = new Map<string, (sandbox: string) => void>();

  constructor(worker: ServiceWorkerGlobalScope) {
    this.#worker = worker;
  }

  /** Takes the port that leads to the application of a sandbox. */
  connect(sandbox: string, port: ApplicationPort, lost?: SandboxError): void {
    this.#ports.get(sandbox)?.close(
      lost ?? {
        kind: "platform",
        message: "The application was started again while it answered. Reload the page.",
      },
    );
    this.#ports.set(sandbox, port);
    for (const resolve of this.#portWaiting.get(sandbox) ?? []) resolve(port);
    this.#portWaiting.delete(sandbox);
  }

  /** A page said which sandbox it belongs to. */
  belongs(client: string, sandbox: string): void {
    this.#sandboxOf.set(client, sandbox);
    this.#clientWaiting.get(client)?.(sandbox);
    this.#clientWaiting.delete(client);
  }

  /** The bridges that are open, by the name of their sandbox. */
  async bridges(): Promise<Map<string, Client>> {
    const found = new Map<string, Client>();
    for (const client of await this.#worker.clients.matchAll({ type: "window", includeUncontrolled: true })) {
      const url = new URL(client.url);
      const sandbox = url.searchParams.get("sandbox");
      if (url.pathname === bridgePath && sandbox) found.set(sandbox, client);
    }
    for (const sandbox of this.#ports.keys()) if (!found.has(sandbox)) this.#ports.delete(sandbox);
    return found;
  }

  /** The application that answers a navigation; `undefined` when it cannot be told or has ended. */
  async ofNavigation(event: FetchEvent, entered: string | undefined): Promise<ApplicationPort | undefined> {
    const bridges = await this.bridges();
    const known =
      entered ?? this.#sandboxOf.get(event.resultingClientId) ?? this.#sandboxOf.get(event.clientId);
    const sandbox = known ?? (bridges.size === 1 ? [...bridges.keys()][0] : undefined);
    if (!sandbox || !bridges.has(sandbox)) return;
    this.#sandboxOf.set(event.resultingClientId, sandbox);
    return this.#port(sandbox, bridges);
  }

  /** The application that answers what a page loads. */
  async ofSubresource(client: string): Promise<ApplicationPort | undefined> {
    const known = this.#sandboxOf.get(client);
    const port = known && this.#ports.get(known);
    if (port) return port;
    const bridges = await this.bridges();
    const sandbox = known ?? (bridges.size === 1 ? [...bridges.keys()][0] : await this.#ask(client));
    return sandbox === undefined ? undefined : this.#port(sandbox, bridges);
  }

  async #port(sandbox: string, bridges: Map<string, Client>): Promise<ApplicationPort | undefined> {
    const port = this.#ports.get(sandbox);
    if (port) return port;
    const bridge = bridges.get(sandbox);
    if (!bridge) return;
    return within(
      new Promise<ApplicationPort>((resolve) => {
        this.#portWaiting.set(sandbox, [...(this.#portWaiting.get(sandbox) ?? []), resolve]);
        bridge.postMessage({ type: "wanted" } satisfies FromServiceWorker);
      }),
    );
  }

  async #ask(id: string): Promise<string | undefined> {
    const client = await this.#worker.clients.get(id);
    if (!client) return;
    return within(
      new Promise<string>((resolve) => {
        this.#clientWaiting.set(id, resolve);
        client.postMessage({ type: "which" } satisfies FromServiceWorker);
      }),
    );
  }
}

function within<T>(answer: Promise<T>): Promise<T | undefined> {
  return Promise.race([
    answer,
    new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), patience)),
  ]);
}
