/** The modules of the reference, in the order of the specification. */
export const referenceModules: { slug: string; title: string }[] = [
  { slug: "phoenix", title: "Fledge" },
  { slug: "channel", title: "Channel" },
  { slug: "controller", title: "Controller" },
  { slug: "endpoint", title: "Endpoint" },
  { slug: "flash-and-logger", title: "Flash and Logger" },
  { slug: "naming-and-param", title: "Naming and Param" },
  { slug: "presence", title: "Presence" },
  { slug: "router", title: "Router" },
  { slug: "socket", title: "Socket" },
  { slug: "token", title: "Token" },
  { slug: "verified-routes", title: "VerifiedRoutes" },
  { slug: "channel-test", title: "ChannelTest" },
  { slug: "conn-test", title: "ConnTest" },
];
