import { resolvePath } from "../platform/path.ts";
import { InvalidPathError } from "./errors.ts";
import type { PlugConn } from "./plug_conn.ts";
import type { Upload } from "./upload.ts";

/**
 * Copies an uploaded file to a place where it stays once the request is over.
 *
 * @param to path below the project's folder, or an absolute one; what was there is replaced
 * @returns the absolute path
 */
export async function saveUpload(conn: PlugConn<object>, upload: Upload, to: string): Promise<string> {
  const { endpoint } = conn;
  if (endpoint === undefined)
    throw new TypeError("saveUpload() works in an endpoint, which knows the project's files");
  // A path that holds the name a visitor gave must not lead elsewhere.
  if (to.includes("\0") || to.split(/[/\\]/).includes("..")) {
    throw new InvalidPathError(
      `an upload is not saved to ${JSON.stringify(to)}, which leads out of its folder: make up a name for it`,
    );
  }
  const target = resolvePath(endpoint.root, to);
  endpoint.fs.copy(resolvePath(endpoint.root, upload.path), target);
  return target;
}
