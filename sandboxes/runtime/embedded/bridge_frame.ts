import { SandboxUnavailableError } from "../sandbox.ts";
import { bridgePath } from "./paths.ts";
import type { WindowMessage } from "./protocol.ts";

/** How long the preview's origin has to answer. */
const patience = 15_000;

/** The hidden frame on the preview's origin that owns a sandbox's workers. */
export interface BridgeFrame {
  /** Name of the sandbox. */
  sandbox: string;
  frame: HTMLIFrameElement;
  /** The way into the frame. Rejects with `SandboxUnavailableError` when the preview's origin does not answer. */
  port: Promise<MessagePort>;
}

declare global {
  /** A bridge that was opened before the app's own scripts ran; `null` once a sandbox has started in this page. */
  var fledgeBridge: BridgeFrame | null | undefined;
}

/** Opens a bridge; its workers start at once, and wait for a project. */
export function openBridge(origin: string): BridgeFrame {
  const sandbox = crypto.randomUUID().slice(0, 8);
  const frame = document.createElement("iframe");
  frame.title = "Sandbox";
  frame.tabIndex = -1;
  frame.setAttribute("aria-hidden", "true");
  frame.style.cssText = "position:fixed;width:0;height:0;border:0;visibility:hidden";
  frame.src = `${origin}${bridgePath}?sandbox=${sandbox}`;
  const port = new Promise<MessagePort>((resolve, reject) => {
    const timer = setTimeout(() => {
      window.removeEventListener("message", onBridge);
      reject(
        new SandboxUnavailableError(
          `The preview's address ${origin} does not answer. Check the connection, or whether a browser extension blocks it, then load the guide again.`,
        ),
      );
    }, patience);
    const onBridge = (event: MessageEvent<WindowMessage>) => {
      if (event.origin !== origin || event.source !== frame.contentWindow) return;
      if (event.data?.fledge !== "bridge" || event.data.sandbox !== sandbox) return;
      clearTimeout(timer);
      window.removeEventListener("message", onBridge);
      const { port1, port2 } = new MessageChannel();
      const message: WindowMessage = { fledge: "connect", sandbox };
      frame.contentWindow!.postMessage(message, origin, [port2]);
      resolve(port1);
    };
    window.addEventListener("message", onBridge);
  });
  // It may fail before anybody waits for it.
  port.catch(() => {});
  document.body.append(frame);
  return { sandbox, frame, port };
}

/** The bridge that was opened early, for the first sandbox of the page; a new one for any other. */
export function takeBridge(origin: string): BridgeFrame {
  const early = globalThis.fledgeBridge;
  globalThis.fledgeBridge = null;
  return early ?? openBridge(origin);
}
