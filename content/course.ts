import type { Guide } from "./guide.ts";
import { guides } from "./guides/index.ts";

/** One entry of the course map. */
export interface CourseEntry {
  number: number;
  slug: string;
  title: string;
  /** One sentence about it, for a guide that is available. */
  summary?: string;
  /** Whether it can be opened now. */
  available: boolean;
  /** Steps it has; 0 while it is not available. */
  steps: number;
}

/** A part of the course map. */
export interface CourseSection {
  title: string;
  entries: CourseEntry[];
}

/** Every guide of the specification, in its order: number, slug, title. */
const outline: [section: string, guides: [number, string, string][]][] = [
  [
    "Introduction",
    [
      [1, "overview", "Overview"],
      [2, "installation", "Installation"],
      [3, "up-and-running", "Up and running"],
      [4, "community", "Community"],
      [5, "packages-glossary", "Packages glossary"],
    ],
  ],
  [
    "Guides",
    [
      [6, "directory-structure", "Directory structure"],
      [7, "request-life-cycle", "Request life-cycle"],
      [8, "plug", "Plug"],
      [9, "routing", "Routing"],
      [10, "controllers", "Controllers"],
      [11, "components-and-heex", "Components and templates"],
      [12, "ecto", "Ecto"],
      [13, "contexts", "Contexts"],
      [14, "json-and-apis", "JSON and APIs"],
      [15, "mix-tasks", "Command line tasks"],
      [16, "telemetry", "Telemetry"],
      [17, "asset-management", "Asset management"],
    ],
  ],
  [
    "Authentication",
    [
      [18, "phx-gen-auth", "The authentication generator"],
      [19, "api-authentication", "API authentication"],
    ],
  ],
  [
    "Real-time",
    [
      [20, "channels", "Channels"],
      [21, "presence", "Presence"],
    ],
  ],
  [
    "Testing",
    [
      [22, "testing-introduction", "Introduction to testing"],
      [23, "testing-contexts", "Testing contexts"],
      [24, "testing-controllers", "Testing controllers"],
      [25, "testing-channels", "Testing channels"],
    ],
  ],
  [
    "Deployment",
    [
      [26, "deployment-introduction", "Introduction to deployment"],
      [27, "deployment-releases", "Deploying with releases"],
      [28, "deploying-on-gigalixir", "Deploying on Gigalixir"],
      [29, "deploying-on-fly-io", "Deploying on Fly.io"],
      [30, "deploying-on-heroku", "Deploying on Heroku"],
    ],
  ],
  [
    "Cheatsheets and how-tos",
    [
      [31, "routing-cheatsheet", "Routing cheatsheet"],
      [32, "custom-error-pages", "Custom error pages"],
      [33, "file-uploads", "File uploads"],
      [34, "using-ssl", "Using SSL"],
      [35, "writing-a-channels-client", "Writing a channels client"],
    ],
  ],
];

function entry([number, slug, title]: [number, string, string]): CourseEntry {
  const guide = getGuide(slug);
  return {
    number,
    slug,
    title: guide?.title ?? title,
    summary: guide?.summary,
    available: guide !== undefined,
    steps: guide?.steps.length ?? 0,
  };
}

/** Finds a guide that is available. */
export function getGuide(slug: string): Guide | undefined {
  return guides.find((guide) => guide.slug === slug);
}

/** The course map: every guide of the specification in order, the ones to come included. */
export const sections: CourseSection[] = outline.map(([title, entries]) => ({
  title,
  entries: entries.map(entry),
}));

/** The same entries without their sections. */
export const courses: CourseEntry[] = sections.flatMap((section) => section.entries);
