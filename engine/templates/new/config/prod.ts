import { config } from "fledge/config";

export default config({
  endpoint: {
    // `fledge digest` writes the manifest: names with fingerprints, which
    // browsers may keep for good.
    cacheStaticManifest: "priv/static/cache_manifest.json",
  },

  logger: { level: "info" },
});
