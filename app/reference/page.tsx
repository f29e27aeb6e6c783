import type { Metadata } from "next";
import Link from "next/link";
import { SiteHeader } from "../course/site_header.tsx";
import { readIndex } from "./reference_files.ts";
import "../course/course.css";
import "./reference.css";

export const metadata: Metadata = {
  title: "Reference",
  description: "Every public module of Fledge: what its functions take, give and throw, with examples.",
};

export default function ReferencePage() {
  return (
    <>
      <SiteHeader />
      <main className="course reference-index">
        <h1>Reference</h1>
        <p className="reference-lead">
          What each module exports: what it takes, gives and throws, with examples that the tests run.
        </p>
        {readIndex().chapters.map(({ title, modules }) => {
          const id = title.toLowerCase().replaceAll(" ", "-");
          return (
            <section key={title} className="course-section" aria-labelledby={id}>
              <h2 id={id}>{title}</h2>
              <ul className="course-list">
                {modules.map((module) => (
                  <li key={module.slug} className="course-entry">
                    <Link href={`/reference/${module.slug}`} prefetch={false} className="course-link">
                      <span className="course-title">{module.title}</span>
                      <code className="course-note">{module.specifier}</code>
                      <span className="course-summary">{module.summary}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </main>
    </>
  );
}
