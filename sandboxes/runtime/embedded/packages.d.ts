declare module "fledge:packages" {
  /** The packages that a project may import in the application worker, by specifier. The build makes this module. */
  export const packages: Readonly<Record<string, object>>;
}
