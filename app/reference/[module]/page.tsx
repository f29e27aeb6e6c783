import type { Metadata } from "next";
import Link from "next/link";
import { referenceModules } from "@/content/reference/modules.ts";
import { SiteHeader } from "../../course/site_header.tsx";
import { Contents } from "../contents.tsx";
import { Entry, Markup, See } from "../entry.tsx";
import { readModule } from "../reference_files.ts";
import "../../course/course.css";
import "../reference.css";

interface Props {
  params: Promise<{ module: string }>;
}

export const dynamicParams = false;
export const generateStaticParams = () => referenceModules.map(({ slug }) => ({ module: slug }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { title, summary } = readModule((await params).module);
  return { title, description: summary };
}

export default async function ModulePage({ params }: Props) {
  const module = readModule((await params).module);
  const at = referenceModules.findIndex(({ slug }) => slug === module.slug);
  const before = referenceModules[at - 1];
  const after = referenceModules[at + 1];
  return (
    <>
      <SiteHeader />
      <div className="reference">
        <Contents module={module} />
        <main className="reference-main">
          <p className="reference-trail">
            <Link href="/reference">Reference</Link>
          </p>
          <h1>{module.title}</h1>
          <p className="reference-specifier">
            <code>{module.specifier}</code>
          </p>
          <Markup html={module.intro} className="reference-text" />
          <See see={module.see} />
          {module.groups.map(({ title, entries }) => (
            <section key={title} aria-labelledby={`group-${title.toLowerCase()}`}>
              <h2 id={`group-${title.toLowerCase()}`}>{title}</h2>
              {entries.map((entry) => (
                <Entry key={entry.id} entry={entry} />
              ))}
            </section>
          ))}
          <nav className="reference-siblings" aria-label="Other modules">
            {before && (
              <Link href={`/reference/${before.slug}`} rel="prev">
                ← {before.title}
              </Link>
            )}
            {after && (
              <Link href={`/reference/${after.slug}`} rel="next" className="reference-next">
                {after.title} →
              </Link>
            )}
          </nav>
        </main>
      </div>
    </>
  );
}
