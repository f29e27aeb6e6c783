// Written by fledge from the router. Changes are overwritten.
//% if html
import type { NoParams } from "fledge/verified_routes";

export interface Routes {
  "/": NoParams;
}
//% else

export interface Routes {}
//% end
