import type { Command } from "../command.ts";

/** `fledge server` */
export const serverCommand: Command = {
  name: "server",
  usage: "",
  summary: "Starts the application and its server",
  help: `Serves the application at the address of endpoint.http in config/, and reloads it as files change where
endpoint.codeReloader is true (in development). Ctrl-C stops it.

  FLEDGE_ENV=prod    chooses the environment; dev unless told
  PORT=4001          chooses the port`,

  async run(_args, context) {
    const serve = context.platform.commands?.serve;
    if (serve) return serve(context);
    context.terminal.write(
      "The application is served already: the sandbox does that, and reloads it as files change.\n",
    );
    return 0;
  },
};
