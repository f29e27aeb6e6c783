/**
 * What the modules of the web interface share. Controllers, components, the
 * router and the endpoint live in lib/app_name_web.
 */

/** First segments of the paths that are served from priv/static. */
export const staticPaths = [
  "assets",
  "fonts",
  "images",
  "favicon.ico",
  "robots.txt",
];
