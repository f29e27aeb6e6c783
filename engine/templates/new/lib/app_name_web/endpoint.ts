//% if ecto
import { checkRepoStatus } from "fledge/ecto";
//% end
import { endpoint } from "fledge/endpoint";
import {
//% if assets
  assets,
//% end
  head,
  methodOverride,
  parsers,
  requestId,
  session,
  staticFiles,
  telemetry,
} from "fledge/plug";
//% if ecto
import { Repo } from "../app_name/repo.ts";
//% end
import { router } from "./router.ts";

/** What is served from priv/static: files and the first folders of paths. */
export const staticPaths = [
  "assets",
  "fonts",
  "images",
  "favicon.ico",
  "robots.txt",
];

/** Where each request starts: it runs through these plugs from top to bottom. */
export const Endpoint = endpoint({ otpApp: "app_name" })
  .plug(staticFiles({ at: "/", from: "priv/static", only: staticPaths }))
//% if assets
  // Styles and scripts, from their sources.
  .plug(assets({ at: "/assets", from: "assets" }))
//% end
//% if ecto
  // In development a page says which migrations are still to be run.
  .codeReloading([checkRepoStatus(Repo)])
//% end
  .plug(requestId())
  .plug(telemetry({ eventPrefix: ["fledge", "endpoint"] }))
  .plug(
    parsers({ parsers: ["urlencoded", "multipart", "json"], pass: ["*/*"] }),
  )
  .plug(methodOverride())
  .plug(head())
  .plug(
    // The session is kept in a signed cookie: its contents can be read by the
    // client, but not changed. With encryptionSalt they cannot be read either.
    session({
      store: "cookie",
      key: "_app_name_key",
      signingSalt: "{{signing_salt}}",
      sameSite: "Lax",
    }),
  )
  .plug(router);
