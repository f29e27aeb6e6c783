import { config } from "fledge/config";

export default config({
//% if ecto
  // Each test runs in a transaction that is rolled back when the test ends.
  repo: {
//% if pglite
    url: "pglite://memory/app_name_test",
//% else
    url: "postgres://postgres:postgres@localhost/app_name_test",
    poolSize: 10,
//% end
  },

//% end
  // No server runs during tests: requests go to the endpoint directly.
  endpoint: {
    http: { ip: "127.0.0.1", port: 4002 },
    secretKeyBase:
      "{{secret_key_base_test}}",
    server: false,
  },

  logger: { level: "warning" },
});
