import type { FileSystem } from "../platform/file_system.ts";
import type { TempFiles } from "../platform/temp_files.ts";

/** What a conn knows of the endpoint that it came through. The endpoint makes one and puts it on every conn. */
export interface EndpointContext {
  /** The endpoint's own key of the application's config. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly fs: FileSystem;
  /** Absolute path of the project's folder. */
  readonly root: string;
  readonly secretKeyBase: string | undefined;
  /** Where uploads are kept while a request lasts; made on `fs` when the platform gives none. */
  readonly tempFiles?: TempFiles | undefined;
  /** Path of a static file with its digest or version: `/css/app.css` → `/css/app-1a2b.css?vsn=d`. */
  staticPath(path: string): string;
  /** Address of the application without a trailing slash: `https://example.com`. */
  url(): string;
}
