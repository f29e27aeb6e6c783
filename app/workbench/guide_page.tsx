import { notFound } from "next/navigation";
import { preload } from "react-dom";
import { getGuide, guides, stepProse } from "@/content/index.ts";
import type { RuntimeName } from "./boot_sandbox.ts";
import { Workbench } from "./workbench.tsx";

/** The guides that there are, as parameters of their pages. */
export function guideParams(): { slug: string }[] {
  return guides.map(({ slug }) => ({ slug }));
}

/** The page of a guide for one runtime. */
export async function GuidePage({ slug, runtime }: { slug: string; runtime: RuntimeName }) {
  const guide = getGuide(slug);
  if (!guide) notFound();
  // The workbench fetches it as soon as it wakes.
  preload(`/generated/guides/${slug}.json`, { as: "fetch", crossOrigin: "anonymous" });
  const prose = await stepProse(slug);
  const steps = guide.steps.map(({ id, title, hint }) => {
    const Prose = prose[id];
    return { id, title, hint, prose: Prose ? <Prose /> : null };
  });
  return (
    <>
      {runtime === "embedded" && <script async src="/generated/early_bridge.js" />}
      <Workbench slug={slug} title={guide.title} summary={guide.summary} steps={steps} runtime={runtime} />
    </>
  );
}
