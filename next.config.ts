import type { NextConfig } from "next";

const config: NextConfig = {
  output: "export",
  // `npm test` checks the types of everything; a second check here would only make every build slower.
  typescript: { ignoreBuildErrors: true },
};

export default config;
