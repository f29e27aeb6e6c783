import { selfSignedCertificate } from "../../generators/certificate.ts";
import { dirname, resolvePath } from "../../platform/path.ts";
import { type Command, CommandError } from "../command.ts";
import { parseArguments } from "../options.ts";

/** `fledge gen.cert [HOST…]` */
export const genCertCommand: Command = {
  name: "gen.cert",
  usage: "[HOST …] [--output PATH] [--name NAME]",
  summary: "Generates a self-signed certificate for https in development",
  help: `Writes a key and a certificate for HOST (localhost unless told), which the key itself signs. Browsers warn of it,
and rightly: use it on your own machine only.

  -o, --output PATH   where to write: PATH.pem and PATH_key.pem (priv/cert/selfsigned unless told)
  -n, --name NAME     name that shows in a browser's details of the certificate`,

  async run(args, { fs, root, terminal }) {
    const { options, positional } = parseArguments(
      args,
      { output: "string", name: "string" },
      { o: "output", n: "name" },
    );
    const output = (options.output ?? "priv/cert/selfsigned").replace(/\.pem$/, "");
    const hosts = positional.length > 0 ? positional : ["localhost"];
    const made = await selfSignedCertificate({ hosts, ...(options.name && { name: options.name }) }).catch(
      (error: Error) => {
        throw error instanceof TypeError ? new CommandError(error.message) : error;
      },
    );
    const files = { [`${output}_key.pem`]: made.key, [`${output}.pem`]: made.certificate };
    for (const [path, contents] of Object.entries(files)) {
      const replaced = fs.exists(resolvePath(root, path));
      fs.write(resolvePath(root, path), contents);
      terminal.write(`* ${replaced ? "replacing" : "creating"} ${path}\n`);
    }
    terminal.write(`
Serve with it in development. In config/dev.ts:

    endpoint: {
      http: { ip: "127.0.0.1", port: 4000 },
      https: {
        ip: "127.0.0.1",
        port: 4001,
        keyfile: "${output}_key.pem",
        certfile: "${output}.pem",
      },
      …

Keep both files out of version control: add /${dirname(output)}/ to .gitignore.
`);
    return 0;
  },
};
