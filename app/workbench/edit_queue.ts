import type { FileChange, SandboxError } from "@/sandboxes/runtime/sandbox.ts";

/** Where edits go: the sandbox, once there is one. */
export type WriteFiles = (changes: FileChange[]) => Promise<{ error?: SandboxError }>;

/**
 * Gathers edits and writes them in order: one write at a time, the newest text of each file, a moment after the last key.
 */
export class EditQueue {
  readonly #delayMs: number;
  readonly #onWritten: (error: SandboxError | undefined) => void;
  readonly #pending = new Map<string, FileChange>();
  #write: WriteFiles | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(onWritten: (error: SandboxError | undefined) => void, delayMs = 60) {
    this.#onWritten = onWritten;
    this.#delayMs = delayMs;
  }

  /** Adds edits; they are written after the delay. */
  add(changes: FileChange[]): void {
    for (const change of changes) this.#pending.set(change.path, change);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), this.#delayMs);
  }

  /** Edits go to `write` from now on, those that waited too; without it they wait. */
  connect(write: WriteFiles | undefined): void {
    this.#write = write;
    if (write && this.#pending.size > 0) void this.flush();
  }

  /** Forgets what was not written yet, because the files are replaced as a whole. */
  discard(): void {
    clearTimeout(this.#timer);
    this.#pending.clear();
  }

  /** Writes what waits now; resolves when the sandbox has taken it. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#writing = this.#writing.then(async () => {
      const write = this.#write;
      if (!write || this.#pending.size === 0) return;
      const changes = [...this.#pending.values()];
      this.#pending.clear();
      try {
        this.#onWritten((await write(changes)).error);
      } catch (error) {
        this.#onWritten({
          kind: "platform",
          message: error instanceof Error ? error.message : String(error),
        });
      }
    });
    return this.#writing;
  }
}
