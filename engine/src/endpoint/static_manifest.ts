import { Logger } from "../logger/index.ts";
import type { FileSystem } from "../platform/file_system.ts";

interface ManifestFile {
  latest: Record<string, string>;
  digests?: Record<string, { sha512?: string }>;
}

/**
 * What `fledge digest` has written about the static files: which file is the digested one of which.
 *
 * @see Phoenix.Endpoint "cache_static_manifest"
 */
export class StaticManifest {
  /** Which digested file stands for which. */
  readonly latest: Readonly<Record<string, string>>;
  readonly #latest: ReadonlyMap<string, string>;
  readonly #digests: Readonly<Record<string, { sha512?: string }>>;
  readonly #query: string;

  constructor(manifest: ManifestFile, skipVsn: boolean) {
    if (typeof manifest.latest !== "object" || manifest.latest === null)
      throw new TypeError('it has no "latest"');
    this.latest = manifest.latest;
    this.#latest = new Map(Object.entries(manifest.latest));
    this.#digests = manifest.digests ?? {};
    this.#query = skipVsn ? "" : "?vsn=d";
  }

  /** Reads a manifest. One that is not there or is broken is reported in the log, and the files go by their own names. */
  static read(fs: FileSystem, path: string, skipVsn: boolean): StaticManifest | undefined {
    if (!fs.exists(path)) {
      Logger.error(
        `Could not find static manifest at ${path}. Run \`fledge digest\` after building your static files, or remove cacheStaticManifest from the endpoint's config.`,
      );
      return undefined;
    }
    try {
      return new StaticManifest(JSON.parse(fs.readText(path)) as ManifestFile, skipVsn);
    } catch (error) {
      Logger.error(
        `The static manifest ${path} cannot be read (${String(error)}). Run \`fledge digest\` again.`,
      );
      return undefined;
    }
  }

  /** Path of the digested file, with the query that makes browsers keep it; the path itself for other files. */
  path(path: string): string {
    const [file, rest = ""] = splitPath(path);
    const latest = this.#latest.get(file.slice(1));
    return latest === undefined ? path : `/${latest}${this.#query}${rest}`;
  }

  /** What `integrity` of a script or stylesheet should say; undefined for a file without digest. */
  integrity(path: string): string | undefined {
    const latest = this.#latest.get(splitPath(path)[0].slice(1));
    const sha512 = latest === undefined ? undefined : this.#digests[latest]?.sha512;
    return sha512 === undefined ? undefined : `sha512-${sha512}`;
  }
}

function splitPath(path: string): [file: string, rest?: string] {
  const at = path.indexOf("#");
  return at < 0 ? [path] : [path.slice(0, at), path.slice(at)];
}
