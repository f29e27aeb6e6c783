import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { projectAtStep } from "@/content/guide_data.ts";
import type {
  BootSandbox,
  Project,
  ProjectFiles,
  SandboxEvent,
  TestReport,
} from "@/sandboxes/runtime/sandbox.ts";
import { SandboxUnavailableError } from "@/sandboxes/runtime/sandbox.ts";
import { fakeGuide } from "./fake_guide.ts";
import { applyChanges, solvedProject } from "./lesson.ts";
import { WorkbenchModel } from "./model.ts";
import type { Place } from "./place.ts";
import type { SavedWork } from "./saved_work.ts";

const passing: TestReport = {
  outcomes: [{ name: "works", file: "test/check.test.ts", status: "passed", durationMs: 1 }],
  errors: [],
  durationMs: 1,
};
const failing: TestReport = {
  ...passing,
  outcomes: [{ name: "works", file: "test/check.test.ts", status: "failed", durationMs: 1, message: "no" }],
};

/** A sandbox that keeps what it is given and tells what it was asked. */
function fakeRuntime() {
  const seen = {
    project: undefined as Project | undefined,
    files: {} as ProjectFiles,
    calls: [] as string[],
    report: passing,
    emit: (_event: SandboxEvent) => {},
  };
  const boot: BootSandbox = async (coming, onEvent) => {
    seen.emit = onEvent;
    const project = await coming;
    seen.project = project;
    seen.files = project.files;
    return {
      kind: "embedded",
      previewUrl: (path) => path,
      async writeFiles(changes) {
        seen.files = applyChanges(seen.files, changes);
        seen.calls.push(`write ${changes.map((change) => change.path).join(" ")}`);
        return {};
      },
      readFiles: async () => seen.files,
      async run(args) {
        seen.calls.push(`run ${args.join(" ")}`);
        return 0;
      },
      request: () => Promise.reject(new Error("not asked for")),
      async runTests({ files }) {
        seen.calls.push(`test ${Object.values(files ?? {}).join()}`);
        return seen.report;
      },
      restart: async () => {},
      async reset(next) {
        seen.files = next.files;
        seen.calls.push("reset");
      },
      stop: async () => {},
    };
  };
  return { seen, boot };
}

async function open(place: Place = {}, saved?: SavedWork) {
  const { seen, boot } = fakeRuntime();
  const kept = { work: saved };
  const model = new WorkbenchModel({
    slug: "fake",
    runtime: "embedded",
    runtimes: { embedded: async () => boot, webcontainer: () => Promise.reject(new Error("not wanted")) },
    load: async () => kept.work,
    save: async (_, work) => {
      kept.work = structuredClone(work);
    },
    fetchGuide: async () => fakeGuide,
  });
  await model.start(place);
  return { model, seen, kept, state: () => model.store.get() };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});
const later = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);

describe("opening a guide", () => {
  test("a first visit begins at the first step, with its file and page", async () => {
    const { seen, state } = await open();
    expect(state()).toMatchObject({ step: 0, active: "lib/router.ts", boot: { status: "ready" } });
    expect(state().visit.path).toBe("/hello");
    expect(seen.project).toEqual(projectAtStep(fakeGuide, 0));
  });

  test("a link to a step shows it as it begins, with the database that it needs", async () => {
    const { seen, state } = await open({ step: 3, file: "lib/repo.ts", path: "/users?page=2" });
    expect(state()).toMatchObject({ step: 2, active: "lib/repo.ts" });
    expect(state().visit.path).toBe("/users?page=2");
    expect(seen.project).toEqual(projectAtStep(fakeGuide, 2));
  });

  test("the work of the last visit comes back, also when a link names a step", async () => {
    const first = await open();
    first.model.work.edit("lib/router.ts", "mine");
    first.model.work.create("lib/new.ts");
    first.model.work.remove("logo.png");
    await later();
    const second = await open({}, first.kept.work);
    expect(second.state()).toMatchObject({ active: "lib/new.ts", tabs: ["lib/router.ts", "lib/new.ts"] });
    expect(second.seen.files).toEqual({ "package.json": "{}", "lib/router.ts": "mine", "lib/new.ts": "" });
    const linked = await open({ step: 2 }, first.kept.work);
    expect(linked.state().files["lib/router.ts"]).toBe("mine");
  });

  test("says in words why nothing can run here", async () => {
    const model = new WorkbenchModel({
      slug: "fake",
      runtime: "embedded",
      runtimes: {
        embedded: () => Promise.reject(new SandboxUnavailableError("This browser has no service workers.")),
        webcontainer: () => Promise.reject(new Error("not wanted")),
      },
      load: () => Promise.reject(new Error("no storage")),
      save: async () => {},
      fetchGuide: async () => fakeGuide,
    });
    await model.start({});
    expect(model.store.get().boot).toEqual({
      status: "unavailable",
      message: "This browser has no service workers.",
    });
    expect(model.store.get().notice).toContain("does not keep data");
    // What can be read still can.
    expect(model.store.get().files).toHaveProperty("lib/router.ts");
  });
});

describe("editing", () => {
  test("an edit reaches the sandbox, and what the framework writes reaches the editor", async () => {
    const { model, seen, state } = await open();
    model.work.edit("lib/router.ts", "a");
    model.work.edit("lib/router.ts", "ab");
    await later();
    expect(seen.calls).toEqual(["write lib/router.ts"]);
    expect(seen.files["lib/router.ts"]).toBe("ab");
    seen.emit({ type: "filesChanged", changes: [{ path: "lib/routes.d.ts", contents: "types" }] });
    await later();
    expect(state().files["lib/routes.d.ts"]).toBe("types");
    expect(seen.calls).toHaveLength(1);
  });

  test("renaming keeps the tab, deleting closes it and can be undone", async () => {
    const { model, seen, state } = await open();
    model.work.rename("lib/router.ts", "lib/routes.ts");
    expect(state()).toMatchObject({ tabs: ["lib/routes.ts"], active: "lib/routes.ts" });
    model.work.remove("lib/routes.ts");
    expect(state()).toMatchObject({ tabs: [], active: null });
    await model.steps.undo();
    await later();
    expect(seen.files["lib/routes.ts"]).toBe("0");
    expect(seen.files).not.toHaveProperty("lib/router.ts");
  });

  test("an error with its place comes and goes with the edits", async () => {
    const { seen, state } = await open();
    const error = { kind: "compile", message: "Unexpected token", file: "lib/router.ts", line: 3 } as const;
    seen.emit({ type: "reloaded", error });
    expect(state().error).toEqual(error);
    seen.emit({ type: "reloaded" });
    expect(state().error).toBeNull();
  });
});

describe("steps", () => {
  test("a reader who only turns pages sees each step as it begins", async () => {
    const { model, seen, state } = await open();
    await model.steps.goTo(1);
    expect(state().files).toEqual(projectAtStep(fakeGuide, 1).files);
    await model.steps.goTo(2);
    await later();
    expect(seen.files).toEqual(projectAtStep(fakeGuide, 2).files);
    expect(seen.calls).toContain("run ecto.migrate");
    expect(state().visit.path).toBe("/users");
  });

  test("work of the learner's own is not touched by turning pages", async () => {
    const { model, state } = await open();
    model.work.edit("lib/router.ts", "mine");
    await model.steps.goTo(1);
    expect(state().files["lib/router.ts"]).toBe("mine");
  });

  test("passing checks mark the step as done, failing ones do not", async () => {
    const { model, seen, state } = await open();
    seen.report = failing;
    await model.steps.runChecks();
    expect(state().completed).toEqual([]);
    expect(state().announcement).toBe("0 passed, 1 failed.");
    seen.report = { ...passing, errors: [{ kind: "compile", message: "broken" }] };
    await model.steps.runChecks();
    expect(state().completed).toEqual([]);
    seen.report = { ...passing, outcomes: [] };
    await model.steps.runChecks();
    expect(state().completed).toEqual([]);
    seen.report = passing;
    await model.steps.runChecks();
    expect(state().completed).toEqual(["route"]);
    expect(seen.calls).toContain("test route");
  });

  test("edits are written before the checks run", async () => {
    const { model, seen } = await open();
    model.work.edit("lib/router.ts", "new");
    await model.steps.runChecks();
    expect(seen.calls).toEqual(["write lib/router.ts", "test route"]);
  });

  test("Solve writes the solution, runs its commands, and Undo brings the files back", async () => {
    const { model, seen, state } = await open({ step: 2 });
    model.work.edit("lib/repo.ts", "mine");
    model.work.create("lib/own.ts");
    await model.steps.solve();
    expect(seen.files).toEqual({ ...solvedProject(fakeGuide, 1).files, "lib/own.ts": "" });
    expect(seen.calls).toContain("run ecto.migrate");
    expect(seen.calls).not.toContain("run ecto.create");
    await model.steps.undo();
    expect(state().files).toMatchObject({ "lib/repo.ts": "mine", "lib/own.ts": "" });
    expect(seen.files).toEqual(state().files);
  });

  test("Reset puts files and database back, and can be undone", async () => {
    const { model, seen, state } = await open();
    await model.steps.runChecks();
    model.work.edit("lib/router.ts", "mine");
    await model.steps.reset();
    await later();
    expect(seen.calls).toEqual(["test route", "reset"]);
    expect(seen.files).toEqual(projectAtStep(fakeGuide, 0).files);
    expect(state().completed).toEqual([]);
    await model.steps.undo();
    expect(seen.files["lib/router.ts"]).toBe("mine");
  });
});

test("a second tab does not write over the work of the first", async () => {
  const { model, kept } = await open();
  model.work.setElsewhere(true);
  model.work.edit("lib/router.ts", "second tab");
  await later();
  expect(kept.work).toBeUndefined();
  model.work.setElsewhere(false);
  await later();
  expect(kept.work?.changes).toEqual([{ path: "lib/router.ts", contents: "second tab" }]);
});

test("what the framework writes while it starts is not written back to it", async () => {
  const { seen, boot } = fakeRuntime();
  const model = new WorkbenchModel({
    slug: "fake",
    runtime: "embedded",
    runtimes: {
      embedded: async () => async (project, onEvent) => {
        await project;
        onEvent({ type: "filesChanged", changes: [{ path: "lib/routes.d.ts", contents: "types" }] });
        model.work.edit("lib/router.ts", "typed meanwhile");
        return boot(project, onEvent);
      },
      webcontainer: () => Promise.reject(new Error("not wanted")),
    },
    load: async () => undefined,
    save: async () => {},
    fetchGuide: async () => fakeGuide,
  });
  await model.start({});
  await later();
  expect(model.store.get().files).toMatchObject({
    "lib/routes.d.ts": "types",
    "lib/router.ts": "typed meanwhile",
  });
  expect(seen.calls).toEqual(["write lib/router.ts"]);
});
