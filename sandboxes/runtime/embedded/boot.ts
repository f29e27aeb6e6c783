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
import { previewOriginOf } from "./origins.ts";
import { bridgePath, entrancePath } from "./paths.ts";
import type { BridgeApi, DirectRequest, PageApi, TestSelection, WindowMessage } from "./protocol.ts";

/** How long the preview's origin has to answer. */
const patience = 15_000;

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
  #id = crypto.randomUUID().slice(0, 8);
  #onEvent: (event: SandboxEvent) => void;
  #frame: HTMLIFrameElement | undefined;
  #bridge: Rpc<BridgeApi> | undefined;
  #terminals = new Map<number, SandboxTerminal>();
  #runs = 0;

  constructor(previewOrigin: string, onEvent: (event: SandboxEvent) => void) {
    this.#origin = previewOrigin;
    this.#onEvent = onEvent;
  }

  /** Opens the bridge and boots the project in it. Called once, by `bootEmbedded`. */
  async start(project: Project | Promise<Project>): Promise<void> {
    this.#onEvent({ type: "progress", stage: "runtime", label: "Starting the runtime", fraction: 0.05 });
    window.addEventListener("message", this.#onMessage);
    const [port, ready] = await Promise.all([this.#connect(), project]);
    const api: { [K in keyof PageApi]: PageApi[K] } = {
      event: (event) => this.#onEvent(event),
      terminalWrite: (run, text) => this.#terminals.get(run)?.write(text),
      terminalQuestion: async (run, prompt) => (await this.#terminals.get(run)?.question(prompt)) ?? "",
    };
    this.#bridge = new Rpc<BridgeApi>(port, api);
    await this.#bridge.call("boot", ready);
  }

  previewUrl(path: string): string {
    return this.#origin + entrancePath(this.#id, path);
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
    this.#frame?.remove();
  }

  #started(): Rpc<BridgeApi> {
    if (!this.#bridge) throw new Error("The sandbox is not started: boot it with bootEmbedded().");
    return this.#bridge;
  }

  #connect(): Promise<MessagePort> {
    const frame = document.createElement("iframe");
    this.#frame = frame;
    frame.title = "Sandbox";
    frame.tabIndex = -1;
    frame.setAttribute("aria-hidden", "true");
    frame.style.cssText = "position:fixed;width:0;height:0;border:0;visibility:hidden";
    frame.src = `${this.#origin}${bridgePath}?sandbox=${this.#id}`;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        window.removeEventListener("message", onBridge);
        reject(
          new SandboxUnavailableError(
            `The preview's address ${this.#origin} does not answer. Check the connection, or whether a browser extension blocks it, then load the guide again.`,
          ),
        );
      }, patience);
      const onBridge = (event: MessageEvent<WindowMessage>) => {
        if (event.origin !== this.#origin || event.source !== frame.contentWindow) return;
        if (event.data?.fledge !== "bridge" || event.data.sandbox !== this.#id) return;
        clearTimeout(timer);
        window.removeEventListener("message", onBridge);
        const { port1, port2 } = new MessageChannel();
        const message: WindowMessage = { fledge: "connect", sandbox: this.#id };
        frame.contentWindow!.postMessage(message, this.#origin, [port2]);
        resolve(port1);
      };
      window.addEventListener("message", onBridge);
      document.body.append(frame);
    });
  }

  #onMessage = (event: MessageEvent<WindowMessage>): void => {
    if (event.origin !== this.#origin) return;
    const { data } = event;
    if (data?.fledge !== "navigated" || data.sandbox !== this.#id) return;
    this.#onEvent({ type: "navigated", path: String(data.path), title: String(data.title) });
  };
}
