/** The module that is checked: 500 links, and a declaration of `routeCount` routes. */
export function linksModule(routeCount: number): string;
/** What checking it costs, in seconds of processor time and in instantiations, and the errors in it. */
export function checkLinks(
  routeCount: number,
  text?: string,
): { seconds: number; instantiations: number; errors: string[] };
