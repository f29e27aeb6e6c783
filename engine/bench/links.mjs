// What checking an application's links costs: 500 calls of `path` against a declaration of as many routes as wanted. Shared by
// `bench/types.mjs`, which measures time, and `src/verified_routes/type_cost.test.ts`, which counts.
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const LINKS = 500;
/** Files that were read already, other than the one that is checked. */
const parsed = new Map();
const config = fileURLToPath(new URL("../tsconfig.json", import.meta.url));
/** The file exists in the compiler's view only. */
const file = fileURLToPath(new URL("../src/verified_routes/links.checked.ts", import.meta.url));

/** The module that is checked. */
export function linksModule(routeCount) {
  const route = (i) => `/scope${i % 20}/things${i}/:thing_id/parts/:id`;
  const routes = Array.from(
    { length: routeCount },
    (_, i) => `  ${JSON.stringify(route(i))}: { thing_id: Param; id: Param };`,
  );
  const links = Array.from({ length: LINKS }, (_, i) => {
    const fragment = i % 5 === 0 ? "#part" : "";
    return `path(${JSON.stringify(route(i % routeCount) + fragment)}, { thing_id: ${i}, id: "x" });`;
  });
  return [
    'import { type Param, verifiedRoutes } from "./index.ts";',
    "interface Routes {",
    ...routes,
    "}",
    'const { path } = verifiedRoutes<Routes>({ otpApp: "hello" });',
    ...links,
    "",
  ].join("\n");
}

/** Checks that module, and of everything else only what it needs. */
export function checkLinks(routeCount, text = linksModule(routeCount)) {
  const { config: json } = ts.readConfigFile(config, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(
    { ...json, include: [], files: [file] },
    ts.sys,
    dirname(config),
  );
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? text : readFile(name));
  host.getSourceFile = (name, ...rest) => {
    if (name === file) return getSourceFile(name, ...rest);
    if (!parsed.has(name)) parsed.set(name, getSourceFile(name, ...rest));
    return parsed.get(name);
  };
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  const start = process.cpuUsage();
  const errors = program.getSemanticDiagnostics(source);
  const { user, system } = process.cpuUsage(start);
  return {
    seconds: (user + system) / 1e6,
    instantiations: program.getInstantiationCount(),
    errors: errors.map((error) => ts.flattenDiagnosticMessageText(error.messageText, "\n")),
  };
}
