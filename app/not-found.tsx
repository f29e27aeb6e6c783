import Link from "next/link";
import { SiteHeader } from "./course/site_header.tsx";
import "./course/course.css";

export default function NotFound() {
  return (
    <>
      <SiteHeader />
      <main className="course course-short">
        <h1>No page at this address</h1>
        <p>
          It may be a guide that is still to come. <Link href="/">The course map</Link> lists every guide.
        </p>
      </main>
    </>
  );
}
