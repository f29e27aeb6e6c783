import type { WebRequest, WebResponse } from "fledge/http";
import type { FileChange, SandboxError, SandboxEvent, SandboxTerminal, TestReport } from "../../sandbox.ts";
import type { OpenOptions, TestSelection } from "../protocol.ts";

/** The learner's application in the worker. */
export interface HostedApplication {
  /** Answers a request; a body of chunks goes on as a stream. */
  handle(request: WebRequest): Promise<WebResponse>;
  /** Applies edits and loads what they touch. */
  writeFiles(changes: FileChange[]): Promise<{ error?: SandboxError }>;
  run(args: string[], terminal: SandboxTerminal): Promise<number>;
  runTests(selection: TestSelection): Promise<TestReport>;
}

/** Opens a project in the worker; an error of the project's own is in the result, and shown on its pages. */
export type OpenApplication = (
  options: OpenOptions,
  host: { database: MessagePort; event(event: SandboxEvent): void },
) => Promise<{ application: HostedApplication; error?: SandboxError }>;
