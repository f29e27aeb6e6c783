// What the contract of sandboxes writes into its project.
import type { FileChange } from "./sandbox.ts";

/** A controller with an action that greets, one that echoes and one that throws, and their routes. */
export function greeting(word: string): FileChange[] {
  return [
    {
      path: "lib/hello_web/controllers/greet_controller.ts",
      contents: `import { controller } from "fledge/controller";

export const GreetController = controller({}, {
  show: (conn, { name }) => conn.text(\`${word}, \${name}!\`),
  echo: (conn, params) => conn.json({ ...params, mark: conn.getReqHeader("x-mark")[0] }),
  fail() {
    throw new Error("thrown on purpose");
  },
});
`,
    },
    {
      path: "lib/hello_web/router.ts",
      contents: `import { accepts } from "fledge/controller";
import { Router } from "fledge/router";
import * as Layouts from "./components/layouts.tsx";
import { putRootLayout, fetchSession, fetchLiveFlash } from "fledge/controller";
import { GreetController } from "./controllers/greet_controller.ts";
import { PageController } from "./controllers/page_controller.ts";

export const router = new Router();

router.pipeline("browser", [
  accepts(["html"]), fetchSession(), fetchLiveFlash(), putRootLayout({ html: Layouts.root }),
]);
router.pipeline("api", [accepts(["json"])]);

router.scope("/", { pipeThrough: "browser" }, (r) => {
  r.get("/", PageController, "home");
  r.get("/greet/:name", GreetController, "show");
  r.get("/throw", GreetController, "fail");
});
router.scope("/api", { pipeThrough: "api" }, (r) => {
  r.post("/echo", GreetController, "echo");
});
`,
    },
  ];
}

/** A table of notes and a page that adds one and lists them. */
export const notes: FileChange[] = [
  {
    path: "priv/repo/migrations/20260101000000_create_notes.ts",
    contents: `import { migration } from "fledge/ecto/migration";

export default migration({
  change(m) {
    m.createTable("notes", (t) => {
      t.add("body", "string");
    });
  },
});
`,
  },
  {
    path: "lib/hello_web/controllers/note_controller.ts",
    contents: `import { controller } from "fledge/controller";
import { Schema, string } from "fledge/ecto";
import { Repo } from "../../hello/repo.ts";

class Note extends Schema("notes", { body: string() }) {}

export const NoteController = controller({}, {
  async add(conn, { body }) {
    await Repo.insert(Object.assign(new Note(), { body }));
    const all = await Repo.all(Note);
    return conn.text(all.map((note) => note.body).join(" "));
  },
});
`,
  },
  {
    path: "lib/hello_web/router.ts",
    contents: `import { Router } from "fledge/router";
import { NoteController } from "./controllers/note_controller.ts";

export const router = new Router();
router.scope("/", {}, (r) => {
  r.get("/notes/add/:body", NoteController, "add");
});
`,
  },
];

/** A test file with a test of each outcome. */
export const laidTest = `import { describe, expect, test } from "vitest";

describe("sums", () => {
  test("holds", () => expect(1 + 1).toBe(2));
  test("does not hold", () => expect(1 + 1).toBe(3));
});
test.skip("left out", () => {});
`;
