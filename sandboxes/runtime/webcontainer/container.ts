import type { FileSystemTree, WebContainerProcess } from "@webcontainer/api";

/**
 * What the WebContainer sandbox uses of `@webcontainer/api`. The real one and the stand-in of the tests
 * (`stand_in/`) both have it, with the package's own signatures.
 */
export interface Container {
  readonly workdir: string;
  readonly fs: {
    readFile(path: string): Promise<Uint8Array>;
    writeFile(path: string, data: string | Uint8Array): Promise<void>;
    mkdir(path: string, options: { recursive: true }): Promise<string>;
    rm(path: string, options?: { force?: boolean; recursive?: boolean }): Promise<void>;
    readdir(
      path: string,
      options: { withFileTypes: true },
    ): Promise<{ name: string; isFile(): boolean; isDirectory(): boolean }[]>;
  };
  mount(tree: FileSystemTree): Promise<void>;
  spawn(
    command: string,
    args: string[],
    options?: { env?: Record<string, string>; terminal?: { cols: number; rows: number } },
  ): Promise<Pick<WebContainerProcess, "exit" | "input" | "output" | "kill">>;
  on(event: "server-ready", listener: (port: number, url: string) => void): () => void;
  setPreviewScript(source: string): Promise<void>;
  teardown(): void;
}

/** Where containers come from: the package, or the stand-in. */
export interface ContainerProvider {
  /** Whether `boot` has a chance; rejects with `SandboxUnavailableError` within its own time limit. */
  probe(): Promise<void>;
  boot(): Promise<Container>;
}
