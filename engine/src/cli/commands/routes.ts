import { formatRoutes, type Route, type Router } from "../../router/index.ts";
import { type Command, type CommandContext, CommandError } from "../command.ts";
import { openHere } from "../environment.ts";
import { parseArguments } from "../options.ts";

/** `fledge routes` */
export const routesCommand: Command = {
  name: "routes",
  usage: "[--info URL] [--method METHOD]",
  summary: "Prints all routes",
  help: `Prints the routes of lib/<app>_web/router.ts in the order in which they match: helper, method, path, action.

  --info URL         tells which action answers a URL, and where it is
  --method METHOD    only routes for this method (GET, POST, …); with --info, the method of the request`,

  async run(args, context) {
    const { options, positional } = parseArguments(args, { info: "string", method: "string" });
    if (positional.length > 0)
      throw new CommandError(`fledge routes takes options only, got: ${positional.join(" ")}`);
    const project = await openHere(context);
    const router = await project.router();
    if (!router) throw new CommandError(`there is no router: ${project.routerPath} is missing`);
    const method = options.method?.toUpperCase();
    if (options.info !== undefined) return info(router, options.info, method ?? "GET", context);

    const text = formatRoutes(router);
    const lines = text.split("\n").slice(0, -1);
    const fits = (route: Route) => method === undefined || route.verb === method || route.verb === "*";
    // One line a route, in their order.
    const chosen = lines.filter((_, index) => fits(router.routes[index]!));
    if (chosen.length === 0)
      context.terminal.write(method ? `No route answers to ${method}.\n` : "The router has no routes.\n");
    for (const line of chosen) context.terminal.write(`${line}\n`);
    return 0;
  },
};

function info(router: Router, address: string, method: string, { terminal }: CommandContext): number {
  const url = URL.canParse(address) ? new URL(address) : new URL(address, "http://localhost");
  const found = router.routeInfo(method, url.pathname, url.hostname);
  if (!found) throw new CommandError(`no route answers ${method} ${url.pathname}`);
  const route = router.routes.find(
    (candidate) => candidate.path === found.route && (candidate.verb === method || candidate.verb === "*"),
  );
  terminal.write(`Module: ${found.plug}\n`);
  if (found.plugOptions !== undefined) terminal.write(`Function: ${String(found.plugOptions)}\n`);
  terminal.write(`Route: ${method} ${found.route}\n`);
  if (route?.site) terminal.write(`Declared at: ${route.site.file}:${route.site.line}\n`);
  for (const [name, value] of Object.entries(found.pathParams))
    terminal.write(`Parameter: ${name} = ${JSON.stringify(value)}\n`);
  return 0;
}
