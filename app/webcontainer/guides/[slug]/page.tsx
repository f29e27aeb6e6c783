import type { Metadata } from "next";
import { getGuide } from "@/content/index.ts";
import { GuidePage, guideParams } from "../../../workbench/guide_page.tsx";

interface Props {
  params: Promise<{ slug: string }>;
}

export const dynamicParams = false;
export const generateStaticParams = guideParams;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const guide = getGuide((await params).slug);
  return { title: guide?.title, description: guide?.summary, robots: { index: false } };
}

export default async function Page({ params }: Props) {
  return <GuidePage slug={(await params).slug} runtime="webcontainer" />;
}
