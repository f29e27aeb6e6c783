export { bootEmbedded, embeddedOn } from "./boot.ts";
export { previewOriginOf } from "./origins.ts";
