import { Rpc } from "../rpc.ts";
import {
  type BootSandbox,
  type FileChange,
  type Project,
  type ProjectFiles,
  type Sandbox,
  type SandboxError,
  type SandboxEvent,
  type SandboxResponse,
  type SandboxTerminal,
  SandboxUnavailableError,
  type TestReport,
} from "../sandbox.ts";
import { type BridgeFrame, takeBridge } from "./bridge_frame.ts";
import { previewOriginOf } from "./origins.ts";
import { entrancePath } from "./paths.ts";
import type { BridgeApi, DirectRequest, PageApi, TestSelection, WindowMessage } from "./protocol.ts";

/**
 * Starts a project in workers of a hidden frame on the preview's origin, next to this page.
 *
 * @example
 * const sandbox = await bootEmbedded({ name: "hello", files }, (event) => console.log(event.type));
 * frame.src = sandbox.previewUrl("/");
 */
export const bootEmbedded: BootSandbox = (project, onEvent) =>
  embeddedOn(previewOriginOf(location))(project, onEvent);

/** As `bootEmbedded`, for an app whose preview origin is not the one of the convention. */
export function embeddedOn(previewOrigin: string): BootSandbox {
  return async (project, onEvent) => {
    if (!("serviceWorker" in navigator)) {
      throw new SandboxUnavailableError(
        isSecureContext
          ? "This browser has no service workers here, which the sandbox needs. Private windows often switch them off: open the guide in a normal window, or in a current Chrome, Edge, Firefox or Safari."
          : "The sandbox needs a secure address: open the guide by https:// or on localhost.",
      );
    }
    const sandbox = new EmbeddedSandbox(previewOrigin, onEvent);
    try {
      await sandbox.start(project);
    } catch (error) {
      await sandbox.stop();
      throw (error as Error).name === "SandboxUnavailableError"
        ? new SandboxUnavailableError((error as Error).message)
        : error;
    }
    return sandbox;
  };
}

/** The sandbox that runs in this tab: its workers belong to a frame on the preview's origin, never to the app's. */
export class EmbeddedSandbox implements Sandbox {
  readonly kind = "embedded";
  #origin: string;
  #onEvent: (event: SandboxEvent) => void;
  #frame: BridgeFrame;
  #bridge: Rpc<BridgeApi> | undefined;
  #terminals = new Map<number, SandboxTerminal>();
  #runs = 0;

  constructor(previewOrigin: string, onEvent: (event: SandboxEvent) => void) {
    this.#origin = previewOrigin;
    this.#frame = takeBridge(previewOrigin);
    this.#onEvent = onEvent;
  }

  /** Boots the project in the bridge. Called once, by `bootEmbedded`. */
  async start(project: Project | Promise<Project>): Promise<void> {
    this.#onEvent({ type: "progress", stage: "runtime", label: "Starting the runtime", fraction: 0.05 });
    window.addEventListener("message", this.#onMessage);
    const [port, ready] = await Promise.all([this.#frame.port, project]);
    const api: { [K in keyof PageApi]: PageApi[K] } = {
      event: (event) => this.#onEvent(event),
      terminalWrite: (run, text) => this.#terminals.get(run)?.write(text),
      terminalQuestion: async (run, prompt) => (await this.#terminals.get(run)?.question(prompt)) ?? "",
    };
    this.#bridge = new Rpc<BridgeApi>(port, api);
    await this.#bridge.call("boot", ready);
  }

  previewUrl(path: string): string {
    return this.#origin + entrancePath(this.#frame.sandbox, path);
  }

  writeFiles(changes: FileChange[]): Promise<{ error?: SandboxError }> {
    return this.#started().call("writeFiles", changes);
  }

  readFiles(): Promise<ProjectFiles> {
    return this.#started().call("readFiles");
  }

  async run(args: string[], terminal: SandboxTerminal): Promise<number> {
    const run = this.#runs++;
    this.#terminals.set(run, terminal);
    try {
      return await this.#started().call("run", run, args, terminal.columns);
    } finally {
      this.#terminals.delete(run);
    }
  }

  request(request: DirectRequest): Promise<SandboxResponse> {
    return this.#started().call("request", request);
  }

  runTests(selection: TestSelection): Promise<TestReport> {
    return this.#started().call("runTests", selection);
  }

  restart(): Promise<void> {
    return this.#started().call("restart");
  }

  reset(project: Project): Promise<void> {
    return this.#started().call("reset", project);
  }

  async stop(): Promise<void> {
    window.removeEventListener("message", this.#onMessage);
    this.#bridge?.close(new Error("The sandbox was stopped."));
    this.#frame.frame.remove();
  }

  #started(): Rpc<BridgeApi> {
    if (!this.#bridge) throw new Error("The sandbox is not started: boot it with bootEmbedded().");
    return this.#bridge;
  }

  #onMessage = (event: MessageEvent<WindowMessage>): void => {
    if (event.origin !== this.#origin) return;
    const { data } = event;
    if (data?.fledge !== "navigated" || data.sandbox !== this.#frame.sandbox) return;
    this.#onEvent({ type: "navigated", path: String(data.path), title: String(data.title) });
  };
}
