import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ModuleData, ReferenceIndex } from "@/content/reference/reference_data.ts";

// Pages are made once, by the build, in the repository's folder.
const folder = join(process.cwd(), "content/generated/reference");

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));

export const readIndex = () => read("index") as ReferenceIndex;
export const readModule = (slug: string) => read(slug) as ModuleData;
