// Read when the application starts, in every environment. The place for
// secrets and for whatever else environment variables decide.
import type { RuntimeConfig } from "fledge/config";

const runtime: RuntimeConfig = ({ env, vars }) => {
//% if ecto
  const databaseUrl = vars.DATABASE_URL;

//% end
  if (env !== "prod") {
    return {
//% if ecto
      ...(databaseUrl && { repo: { url: databaseUrl } }),
//% end
      ...(vars.PORT && { endpoint: { http: { port: Number(vars.PORT) } } }),
    };
  }

//% if ecto
  if (!databaseUrl) {
    throw new Error(
      "The environment variable DATABASE_URL is missing. " +
        "For example: postgres://USER:PASSWORD@HOST/DATABASE",
    );
  }

//% end
  // Cookies and tokens are signed and encrypted with keys made from it.
  const secretKeyBase = vars.SECRET_KEY_BASE;
  if (!secretKeyBase) {
    throw new Error(
      "The environment variable SECRET_KEY_BASE is missing. " +
        "You can make one with: npx fledge gen.secret",
    );
  }

  return {
//% if ecto
    repo: { url: databaseUrl, poolSize: Number(vars.POOL_SIZE ?? 10) },
//% end
    endpoint: {
      url: { host: vars.PHX_HOST ?? "example.com", port: 443, scheme: "https" },
      http: { ip: "::", port: Number(vars.PORT ?? 4000) },
      secretKeyBase,
    },
  };
};

export default runtime;
