/** A module of the reference: a public specifier of the framework. */
export interface ReferenceModule {
  /** Address: `/reference/verified-routes`. */
  slug: string;
  /** Its name as the field knows it. */
  title: string;
  /** What a program imports. */
  specifier: string;
  /** The chapter of the index that it stands in. */
  chapter: string;
}

/** All modules of the reference, in the order of its index. */
export const referenceModules: readonly ReferenceModule[] = [
  { slug: "conn", title: "Conn", specifier: "fledge/conn", chapter: "Requests" },
  { slug: "endpoint", title: "Endpoint", specifier: "fledge/endpoint", chapter: "Requests" },
  { slug: "router", title: "Router", specifier: "fledge/router", chapter: "Requests" },
  {
    slug: "verified-routes",
    title: "VerifiedRoutes",
    specifier: "fledge/verified_routes",
    chapter: "Requests",
  },
  { slug: "controller", title: "Controller", specifier: "fledge/controller", chapter: "Requests" },
  { slug: "plug", title: "Plug", specifier: "fledge/plug", chapter: "Requests" },
  { slug: "component", title: "Component", specifier: "fledge/component", chapter: "Pages" },
  { slug: "flash", title: "Flash", specifier: "fledge/flash", chapter: "Pages" },
  { slug: "param", title: "Param", specifier: "fledge/param", chapter: "Pages" },
  { slug: "naming", title: "Naming", specifier: "fledge/naming", chapter: "Pages" },
  { slug: "ecto", title: "Ecto", specifier: "fledge/ecto", chapter: "Data" },
  {
    slug: "ecto-migration",
    title: "Ecto.Migration",
    specifier: "fledge/ecto/migration",
    chapter: "Data",
  },
  { slug: "token", title: "Token", specifier: "fledge/token", chapter: "Data" },
  { slug: "application", title: "Application", specifier: "fledge/application", chapter: "The application" },
  { slug: "config", title: "Config", specifier: "fledge/config", chapter: "The application" },
  { slug: "logger", title: "Logger", specifier: "fledge/logger", chapter: "The application" },
  { slug: "telemetry", title: "Telemetry", specifier: "fledge/telemetry", chapter: "The application" },
  { slug: "conn-test", title: "ConnTest", specifier: "fledge/testing", chapter: "Tests" },
];
