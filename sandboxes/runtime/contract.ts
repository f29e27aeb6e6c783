// What every sandbox does, whatever it runs on. The cases run in a page, with nothing of a test framework in it.
import { check, equal, get, header, terminal, textOf, until } from "./contract_checks.ts";
import { greeting, laidTest, notes } from "./contract_files.ts";
import type { BootSandbox, Project, Sandbox, SandboxEvent } from "./sandbox.ts";

/** One thing that a sandbox must do; `run` rejects with what it did instead. */
export interface ContractCase {
  name: string;
  run(): Promise<void>;
}

interface Contract {
  sandbox: Sandbox;
  project: Project;
  events: SandboxEvent[];
}

/**
 * The cases of the contract, to be run one after the other and all of them: they share one sandbox, which the first boots and the last
 * stops.
 *
 * @param project what `fledge new hello` writes, with a database made by its set-up
 * @example
 * for (const { name, run } of sandboxContract(bootEmbedded, project)) await run();
 */
export function sandboxContract(boot: BootSandbox, project: Project): ContractCase[] {
  const events: SandboxEvent[] = [];
  let booting: Promise<Sandbox> | undefined;
  const sandbox = (): Promise<Sandbox> => {
    booting ??= boot(project, (event) => events.push(event));
    return booting;
  };
  return cases.map(([name, body]) => ({
    name,
    run: async () => body({ sandbox: await sandbox(), project, events }),
  }));
}

/** Names of the cases, for whoever lists them without running any. */
export function contractNames(): string[] {
  return cases.map(([name]) => name);
}

const cases: [name: string, body: (contract: Contract) => Promise<void>][] = [
  [
    "boots, and tells its progress from nothing to ready",
    async ({ events }) => {
      const progress = events.filter((event) => event.type === "progress");
      const fractions = progress.map(({ fraction }) => fraction);
      check(progress.length > 1, "progress was told more than once", progress);
      check(
        fractions.every((fraction, index) => fraction <= 1 && fraction >= (fractions[index - 1] ?? 0)),
        "progress only ever grows",
        fractions,
      );
      check(progress.at(-1)?.stage === "ready", "the last stage is ready", progress);
      check(
        events.some(({ type }) => type === "ready"),
        "ready was told",
      );
    },
  ],
  [
    "answers requests",
    async ({ sandbox, events }) => {
      const page = await get(sandbox, "/");
      equal(page.status, 200, "status of /");
      check(
        header(page, "content-type")?.startsWith("text/html") === true,
        "a page comes back",
        page.headers,
      );
      check(page.text.includes("<!DOCTYPE html>"), "the page is whole", page.text);
      equal((await get(sandbox, "/nowhere")).status, 404, "status of an unknown path");
      await until(
        () =>
          events.some(
            (event) => event.type === "request" && event.path === "/nowhere" && event.status === 404,
          ),
        "the request is told",
      );
    },
  ],
  [
    "shows an edit without a restart, tells of it, and keeps it",
    async ({ sandbox, events }) => {
      const before = events.length;
      equal(await sandbox.writeFiles(greeting("Hello")), {}, "what writing comes to");
      equal((await get(sandbox, "/greet/Ada")).text, "Hello, Ada!", "the new page");
      check(
        events.slice(before).some((event) => event.type === "reloaded" && event.error === undefined),
        "reloaded was told",
      );
      equal(await sandbox.writeFiles(greeting("Hi")), {}, "what writing again comes to");
      equal((await get(sandbox, "/greet/Ada")).text, "Hi, Ada!", "the changed page");
      const files = await sandbox.readFiles();
      equal(
        files["lib/hello_web/controllers/greet_controller.ts"],
        greeting("Hi")[0]!.contents,
        "the kept file",
      );
    },
  ],
  [
    "passes on method, headers and body",
    async ({ sandbox }) => {
      await sandbox.writeFiles(greeting("Hi"));
      const answer = await sandbox.request({
        method: "POST",
        path: "/api/echo?from=query",
        headers: [
          ["content-type", "application/json"],
          ["accept", "application/json"],
          ["x-mark", "m"],
        ],
        body: JSON.stringify({ name: "Ünal" }),
      });
      equal(JSON.parse(textOf(answer.body)), { name: "Ünal", from: "query", mark: "m" }, "what came in");
    },
  ],
  [
    "shows where code does not compile, and serves again once it does",
    async ({ sandbox, events }) => {
      const path = "lib/hello_web/controllers/greet_controller.ts";
      const { error } = await sandbox.writeFiles([
        { path, contents: "export const a = 1;\nexport const b = ;\n" },
      ]);
      equal(error?.kind, "compile", "kind of the error");
      equal([error?.file, error?.line], [path, 2], "place of the error");
      check(
        events.some((event) => event.type === "reloaded" && event.error?.file === path),
        "reloaded was told with the error",
      );
      equal(await sandbox.writeFiles(greeting("Back")), {}, "what mending comes to");
      equal((await get(sandbox, "/greet/Ada")).text, "Back, Ada!", "the page after that");
    },
  ],
  [
    "shows a thrown error on the page and goes on",
    async ({ sandbox }) => {
      await sandbox.writeFiles(greeting("Hi"));
      const page = await get(sandbox, "/throw");
      equal(page.status, 500, "status of an action that throws");
      check(page.text.includes("thrown on purpose"), "the page says what was thrown", page.text);
      equal((await get(sandbox, "/greet/Ada")).status, 200, "the next request");
    },
  ],
  [
    "runs commands",
    async ({ sandbox }) => {
      await sandbox.writeFiles(greeting("Hi"));
      const routes = terminal();
      equal(await sandbox.run(["routes"], routes), 0, "exit code of routes");
      check(routes.text().includes("/greet/:name"), "the routes are printed", routes.text());
      const unknown = terminal();
      equal(await sandbox.run(["no.such.command"], unknown), 1, "exit code of an unknown command");
      check(unknown.text().includes("no.such.command"), "the unknown command is named", unknown.text());
    },
  ],
  [
    "tells of the files that a command wrote",
    async ({ sandbox, events }) => {
      const before = events.length;
      equal(await sandbox.run(["ecto.gen.migration", "create_notes"], terminal()), 0, "exit code");
      const isMigration = (path: string) => /^priv\/repo\/migrations\/\d+_create_notes\.ts$/.test(path);
      await until(
        () =>
          events
            .slice(before)
            .some(
              (event) => event.type === "filesChanged" && event.changes.some(({ path }) => isMigration(path)),
            ),
        "filesChanged was told",
      );
      const written = Object.keys(await sandbox.readFiles()).filter(isMigration);
      equal(written.length, 1, "migrations in the project");
      await sandbox.writeFiles(written.map((path) => ({ path, contents: null })));
      check(!Object.keys(await sandbox.readFiles()).some(isMigration), "a removed file is gone");
    },
  ],
  [
    "runs tests that are laid over the project, and reports each",
    async ({ sandbox }) => {
      const path = "test/contract.test.ts";
      const report = await sandbox.runTests({ files: { [path]: laidTest } });
      equal(report.errors, [], "errors of the run");
      equal(
        report.outcomes.map(({ name, status, file }) => [name, status, file]),
        [
          ["sums > holds", "passed", path],
          ["sums > does not hold", "failed", path],
          ["left out", "skipped", path],
        ],
        "outcomes",
      );
      const failed = report.outcomes[1];
      check(failed?.message?.includes("expected 2 to be 3") === true, "the failure is explained", failed);
      equal(failed?.line, 5, "the line of the failure");
      check(!(path in (await sandbox.readFiles())), "the file is not in the project afterwards");
      const broken = await sandbox.runTests({ files: { [path]: "import './nowhere.ts';" } });
      check(broken.errors.length > 0, "a file that cannot be loaded is an error", broken);
    },
  ],
  [
    "keeps rows over edits and a restart, and puts everything back with reset",
    async ({ sandbox, project }) => {
      await sandbox.writeFiles(notes);
      equal(await sandbox.run(["ecto.migrate"], terminal()), 0, "exit code of ecto.migrate");
      equal((await get(sandbox, "/notes/add/first")).text, "first", "after the first row");
      const { path, contents } = notes[1]!;
      await sandbox.writeFiles([{ path, contents: String(contents).replace('join(" ")', 'join("+")') }]);
      equal((await get(sandbox, "/notes/add/second")).text, "first+second", "after an edit");
      await sandbox.restart();
      equal((await get(sandbox, "/notes/add/third")).text, "first+second+third", "after a restart");

      await sandbox.reset(project);
      equal((await get(sandbox, "/notes/add/fourth")).status, 404, "the page after reset");
      equal(Object.keys(await sandbox.readFiles()).includes(notes[0]!.path), false, "the files after reset");
      await sandbox.writeFiles(notes);
      equal(await sandbox.run(["ecto.migrate"], terminal()), 0, "exit code of ecto.migrate after reset");
      equal((await get(sandbox, "/notes/add/fifth")).text, "fifth", "the rows after reset");
      await sandbox.reset(project);
    },
  ],
  [
    "shows pages in a frame, and tells where it is",
    async ({ sandbox, events }) => {
      await sandbox.writeFiles(greeting("Hi"));
      const frame = document.createElement("iframe");
      frame.src = sandbox.previewUrl("/?in=frame");
      document.body.append(frame);
      try {
        await until(
          () => events.some((event) => event.type === "navigated" && event.path === "/?in=frame"),
          "navigated was told",
        );
      } finally {
        frame.remove();
      }
    },
  ],
  [
    "stops",
    async ({ sandbox }) => {
      await sandbox.stop();
    },
  ],
];
