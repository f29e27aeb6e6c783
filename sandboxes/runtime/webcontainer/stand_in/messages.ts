import type { FileSystemTree } from "@webcontainer/api";

/** A call of the page; `bytes` is base64, because the messages are JSON. */
export type Call =
  | { method: "mount"; tree: FileSystemTree }
  | { method: "readFile"; path: string }
  | { method: "writeFile"; path: string; bytes: string }
  | { method: "mkdir"; path: string }
  | { method: "rm"; path: string; recursive?: boolean; force?: boolean }
  | { method: "readdir"; path: string }
  | { method: "spawn"; process: number; command: string; args: string[]; env?: Record<string, string> }
  | { method: "input"; process: number; text: string }
  | { method: "kill"; process: number }
  | { method: "setPreviewScript"; source: string };

export type ClientMessage = Call & { id: number };

/** What comes back: the answer to a call, or something that happened. */
export type ServerMessage =
  | { id: number; result: unknown }
  | { id: number; error: string }
  | { event: "booted"; workdir: string }
  | { event: "output"; process: number; text: string }
  | { event: "exit"; process: number; code: number }
  | { event: "serverReady"; port: number; url: string };
