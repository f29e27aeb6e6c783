import { referenceModules } from "@/content/reference/modules.ts";

/** A module on the course map. */
export interface ReferenceEntry {
  slug: string;
  title: string;
  available: boolean;
}

/** Modules that there are not yet, after those that there are. */
const coming = ["Channel", "Presence", "Socket", "ChannelTest"];

/** The modules of the reference that the course map names. */
export const referenceEntries: readonly ReferenceEntry[] = [
  ...referenceModules.map(({ slug, title }) => ({ slug, title, available: true })),
  ...coming.map((title) => ({ slug: title.toLowerCase(), title, available: false })),
];
