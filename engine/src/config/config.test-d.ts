// Checked by tsc: what must be an error carries @ts-expect-error, everything else must compile.
import { test } from "vitest";
import { config } from "./index.ts";

test("the framework's keys are checked, the application's own are free", () => {
  config({
    endpoint: {
      http: { port: 4000 },
      forceSsl: { rewriteOn: ["x-forwarded-proto"], exclude: ["localhost"] },
      ofMyOwn: { anything: 1 },
    },
    repo: { url: "pglite://hello_dev" },
    logger: { level: "debug" },
    mailer: { anything: [1] },
  });
  // @ts-expect-error: the option is rewriteOn
  config({ endpoint: { forceSsl: { rewritOn: ["x-forwarded-proto"] } } });
  // @ts-expect-error: a port is a number or text
  config({ endpoint: { http: { port: true } } });
  // @ts-expect-error: there is no such level
  config({ logger: { level: "loud" } });
  // @ts-expect-error: the option is poolSize
  config({ repo: { poolsize: 3 } });
});
