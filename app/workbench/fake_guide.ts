import type { GuideData, StepData } from "@/content/guide_data.ts";

function step(id: string, more: Partial<StepData>): StepData {
  return {
    id,
    title: id,
    start: {},
    solution: {},
    check: { "test/check.test.ts": id },
    commands: [],
    ...more,
  };
}

/** A small guide for tests: a route, a migration, and a last step that builds on both. */
export const fakeGuide: GuideData = {
  slug: "fake",
  title: "Fake",
  project: {
    name: "hello",
    files: { "package.json": "{}", "lib/router.ts": "0", "logo.png": { base64: "AAE=" } },
  },
  setup: [["ecto.create"]],
  steps: [
    step("route", { solution: { "lib/router.ts": "1" }, open: "lib/router.ts", path: "/hello" }),
    step("table", {
      start: { "lib/repo.ts": "given" },
      solution: { "priv/repo/migrations/2026_create_users.ts": "up", "logo.png": null },
      commands: [["ecto.migrate"]],
    }),
    step("page", { solution: { "lib/router.ts": "3", "lib/page.tsx": "page" }, path: "/users" }),
  ],
};
