import { config } from "fledge/config";

export default config({
//% if ecto
  repo: {
//% if pglite
    // PostgreSQL inside this process. `fledge new --database postgres` writes
    // the address of a server instead: postgres://user:password@host/name
    url: "pglite://app_name_dev",
//% else
    url: "postgres://postgres:postgres@localhost/app_name_dev",
    poolSize: 10,
//% end
  },

//% end
  endpoint: {
    // Set ip to "0.0.0.0" to let other machines in.
    http: { ip: "127.0.0.1", port: 4000 },
    codeReloader: true,
    debugErrors: true,
    checkOrigin: false,
    secretKeyBase:
      "{{secret_key_base_dev}}",
  },

  // Neither time nor metadata: they only get in the way here.
  logger: { level: "debug", format: "[$level] $message\n" },
});
