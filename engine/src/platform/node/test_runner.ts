import { vi } from "vitest";
import type { StartContext } from "../../application/child.ts";
import { openProject } from "../../project/index.ts";
import { nodePlatform } from "./platform.ts";

// What the engine's test helpers are built on: Vitest, on Node.
export {
  afterAll,
  afterEach,
  assert,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFailed,
  onTestFinished,
  suite,
  type TestAPI,
  test,
  vi,
} from "vitest";

/**
 * What applications are started with in tests: the configuration for `test` of the project in the working directory. Vitest loads
 * its files, as it does the tests: error views that the configuration names are the modules that the application has.
 */
export async function openTestContext(): Promise<StartContext> {
  const platform = nodePlatform();
  const root = process.cwd().replaceAll("\\", "/");
  const load = (path: string) => vi.importActual<Record<string, unknown>>(`${root}/${path}`);
  return (await openProject({ platform, root, env: "test", load })).context();
}
