/** Values that plugs and actions put on the conn for the views. */
export interface Assigns {
  [name: string]: unknown;
}
