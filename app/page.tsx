import Link from "next/link";
import { type CourseEntry, sections } from "@/content/index.ts";
import { Picture } from "./course/picture.tsx";
import { Progress } from "./course/progress.tsx";
import { type ReferenceEntry, referenceEntries } from "./course/reference.ts";
import { SiteHeader } from "./course/site_header.tsx";
import "./course/course.css";

export default function Home() {
  const first = sections.flatMap((section) => section.entries).find((entry) => entry.available);
  return (
    <>
      <SiteHeader />
      <main className="course">
        <div className="hero">
          <div>
            <h1>Learn Fledge by running it</h1>
            <p>
              Fledge is the Phoenix web framework in TypeScript. Each guide opens a real project beside its
              text: you edit it, and the server, the database and the page it makes run in this tab.
            </p>
            <p>Nothing to install, and what you make is yours: export it, and it runs on Node.</p>
            {first && (
              <Link href={`/guides/${first.slug}`} className="button button-primary hero-start">
                Start with {first.title}
              </Link>
            )}
          </div>
          <Picture />
        </div>
        {sections.map((section) => (
          <section key={section.title} className="course-section" aria-labelledby={anchor(section.title)}>
            <h2 id={anchor(section.title)}>{section.title}</h2>
            <ol className="course-list">
              {section.entries.map((entry) => (
                <Entry key={entry.slug} entry={entry} />
              ))}
            </ol>
          </section>
        ))}
        <section className="course-section" aria-labelledby="reference">
          <h2 id="reference">Reference</h2>
          <ol className="course-list course-modules">
            {referenceEntries.map((module) => (
              <Module key={module.slug} module={module} />
            ))}
          </ol>
        </section>
      </main>
    </>
  );
}

const anchor = (title: string) => title.toLowerCase().replace(/[^a-z]+/g, "-");

function Entry({ entry }: { entry: CourseEntry }) {
  if (!entry.available) return <Coming title={entry.title} />;
  return (
    <li className="course-entry">
      <Link href={`/guides/${entry.slug}`} className="course-link">
        <span className="course-title">{entry.title}</span>
        <span className="course-note">
          <Progress slug={entry.slug} steps={entry.steps} />
        </span>
        <span className="course-summary">{entry.summary}</span>
      </Link>
    </li>
  );
}

function Module({ module: { slug, title, available } }: { module: ReferenceEntry }) {
  if (!available) return <Coming title={title} />;
  return (
    <li className="course-entry">
      <Link href={`/reference/${slug}`} prefetch={false} className="course-link">
        <span className="course-title">{title}</span>
      </Link>
    </li>
  );
}

function Coming({ title }: { title: string }) {
  return (
    <li className="course-entry">
      <span className="course-coming">
        <span className="course-title">{title}</span>
        <span className="course-note">coming</span>
      </span>
    </li>
  );
}
