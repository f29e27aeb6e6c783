import type { RoutedPlug } from "../router/route.ts";

/** The part of an endpoint that URLs are made from. */
export interface UrlSource {
  /** A path of the application, its root path before it. */
  path(path: string): string;
  /** Address of the application, without a slash at its end. */
  url(): string;
  /** Path of a static file, of its digested version where there is one. */
  staticPath(path: string): string;
  /** Address of static files, without a slash at its end. */
  staticUrl(): string;
  /** What `integrity` should say for a static file; undefined without a digest. */
  staticIntegrity(path: string): string | undefined;
  /** The router among its plugs. */
  readonly router?: RoutedPlug | undefined;
}

/** The started endpoint of each application. */
const sources = new Map<string, UrlSource>();

/**
 * Makes a started endpoint the one that the paths and URLs of its application are made from. So an application's links need not
 * import its endpoint, whose router imports the controllers that link.
 *
 * @returns a function that takes it back, unless another version of the endpoint has started meanwhile
 */
export function provideUrlSource(otpApp: string, source: UrlSource): () => void {
  sources.set(otpApp, source);
  return () => {
    if (sources.get(otpApp) === source) sources.delete(otpApp);
  };
}

/**
 * The source of an application's URLs. Before its endpoint is started the root path is `/`, and there is no address yet.
 */
export function urlSource(otpApp: string): UrlSource {
  return sources.get(otpApp) ?? notStarted(otpApp);
}

function notStarted(otpApp: string): UrlSource {
  const same = (path: string) => path;
  const none = () => {
    throw new Error(
      `the endpoint of "${otpApp}" is not started, so its URLs are not known. Start the application, of which it must be a child`,
    );
  };
  return { path: same, staticPath: same, url: none, staticUrl: none, staticIntegrity: () => undefined };
}
