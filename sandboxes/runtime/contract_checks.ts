// How the contract of sandboxes asks and compares. It runs in a page, with nothing of a test framework in it.
import type { Sandbox, SandboxTerminal } from "./sandbox.ts";

/** A terminal that keeps what is written to it. */
export function terminal(): SandboxTerminal & { text(): string } {
  let text = "";
  return {
    columns: 100,
    write: (more) => {
      text += more;
    },
    question: async () => "",
    text: () => text,
  };
}

/** Asks for a page. */
export async function get(
  sandbox: Sandbox,
  path: string,
): Promise<{ status: number; headers: [string, string][]; text: string }> {
  const { status, headers, body } = await sandbox.request({
    method: "GET",
    path,
    headers: [["accept", "text/html"]],
  });
  return { status, headers, text: textOf(body) };
}

/** A header of an answer, by its lower-case name. */
export function header({ headers }: { headers: [string, string][] }, name: string): string | undefined {
  return headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

export function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

/** Rejects what does not hold, with what was seen instead. */
export function check(holds: boolean, what: string, seen?: unknown): void {
  if (!holds)
    throw new Error(
      `expected that ${what}${seen === undefined ? "" : `; saw ${JSON.stringify(seen, null, 2)}`}`,
    );
}

/** Compares values by what they hold; the order of an object's keys does not count. */
export function equal(seen: unknown, expected: unknown, what: string): void {
  const [a, b] = [stable(seen), stable(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, saw ${a}`);
}

/** JSON with the keys of objects in order. */
function stable(value: unknown): string {
  const sorted = (_key: string, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item;
  return JSON.stringify(value, sorted);
}

/** Waits until something holds. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`expected that ${what} within ten seconds`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
