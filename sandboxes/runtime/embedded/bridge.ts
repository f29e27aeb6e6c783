// The page of the hidden frame on the preview's origin: it owns the workers and speaks for them with the app's page.

import { Rpc } from "../rpc.ts";
import type { FileChange, Project } from "../sandbox.ts";
import { registerServiceWorker } from "./bridge/registration.ts";
import { Sandboxed } from "./bridge/sandboxed.ts";
import { appOriginOf } from "./origins.ts";
import { sandboxKey } from "./paths.ts";
import type { BridgeApi, DirectRequest, PageApi, TestSelection, WindowMessage } from "./protocol.ts";
import { tellWindow } from "./tell.ts";

const sandbox = new URLSearchParams(location.search).get("sandbox") ?? "";
const appOrigin = appOriginOf(location);
sessionStorage.setItem(sandboxKey, sandbox);

let page: Rpc<PageApi> | undefined;
const registration = registerServiceWorker();
// What goes wrong before the page asks is told when it does.
registration.catch(() => {});
const sandboxed = new Sandboxed(sandbox, registration, {
  event: (event) => page?.notify("event", event),
  terminalWrite: (run, text) => page?.notify("terminalWrite", run, text),
  terminalQuestion: (run, prompt) => page?.call("terminalQuestion", run, prompt) ?? Promise.resolve(""),
});

addEventListener("message", (event: MessageEvent<WindowMessage>) => {
  if (event.origin !== appOrigin || event.source !== window.parent) return;
  if (event.data?.fledge !== "connect" || event.data.sandbox !== sandbox || !event.ports[0]) return;
  const api: Record<keyof BridgeApi, (...args: never[]) => unknown> = {
    boot: (project: Project) => sandboxed.boot(project),
    writeFiles: (changes: FileChange[]) => sandboxed.writeFiles(changes),
    readFiles: () => sandboxed.readFiles(),
    run: (run: number, args: string[], columns: number) => sandboxed.run(run, args, columns),
    request: (request: DirectRequest) => sandboxed.request(request),
    runTests: (selection: TestSelection) => sandboxed.runTests(selection),
    restart: () => sandboxed.restart(),
    reset: (project: Project) => sandboxed.reset(project),
  };
  page = new Rpc<PageApi>(event.ports[0], api);
});

tellWindow(window.parent, appOrigin, { fledge: "bridge", sandbox });
