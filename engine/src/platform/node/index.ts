export { nodeFileSystem } from "./file_system.ts";
export { createHttpServer, type HttpServer, type HttpServerOptions } from "./http_server.ts";
export { nodePlatform } from "./platform.ts";
export { nodeTerminal, type TerminalStreams } from "./terminal.ts";
