// Configuration of the application, shared by all environments. The file of
// the environment (dev.ts, test.ts or prod.ts) is laid over it, and runtime.ts
// over both.
import { config } from "fledge/config";
//% if html
import * as ErrorHTML from "../lib/app_name_web/controllers/error_html.tsx";
//% end
import * as ErrorJSON from "../lib/app_name_web/controllers/error_json.ts";

export default config({
  endpoint: {
    url: { host: "localhost" },
    renderErrors: {
//% if html
      formats: { html: ErrorHTML, json: ErrorJSON },
//% else
      formats: { json: ErrorJSON },
//% end
      layout: false,
    },
  },

  logger: {
    format: "$time $metadata[$level] $message\n",
    metadata: ["requestId"],
  },
});
