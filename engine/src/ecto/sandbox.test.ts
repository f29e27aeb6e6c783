import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { attach, detach } from "../telemetry/index.ts";
import { kinds, startRepo } from "./databases_contract.ts";
import { change, Schema, string } from "./index.ts";
import type { RepoChild } from "./repo/repo_child.ts";
import { startOwner } from "./sandbox.ts";

class Note extends Schema("notes", { text: string(), secret: string({ redact: true }) }) {}

describe.each(kinds)("the test sandbox on %s", (kind) => {
  let repo: RepoChild;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ repo, stop } = await startRepo(
      kind,
      "fledge_sandbox_test",
      "create table notes (id bigserial primary key, text text unique, secret text)",
    ));
    // What follows asks for no files: there are no migrations.
    Object.assign(repo.runtime.context.platform, { fs: { list: () => [] } });
  }, 60_000);
  afterAll(() => stop());

  const countNotes = () => repo.aggregate(Note, "count");

  test("undoes what a test wrote, transactions included", async () => {
    const owner = await startOwner(repo);
    await repo.insertOrThrow(new Note({ text: "a" }));
    await repo.transaction((tx) => tx.insertOrThrow(new Note({ text: "b" })));
    await repo.transaction(async (tx) => {
      await tx.insertOrThrow(new Note({ text: "c" }));
      tx.rollback("no");
    });
    expect(await countNotes()).toBe(2);
    await owner.stop();
    expect(await countNotes()).toBe(0);
  });

  test("a statement that fails does not end the test's transaction", async () => {
    const owner = await startOwner(repo);
    await repo.insertOrThrow(new Note({ text: "a" }));
    const again = await repo.insert(
      change(new Note(), { text: "a" }).uniqueConstraint("text", { name: "notes_text_key" }),
    );
    expect(!again.ok && again.error.traverseErrors()).toEqual({ text: ["has already been taken"] });
    await expect(repo.query("select broken")).rejects.toThrow("broken");
    expect(await countNotes()).toBe(1);
    await owner.stop();
  });

  test("tests that ask at once get it one after the other", async () => {
    const seen: number[] = [];
    const one = async (text: string) => {
      const owner = await startOwner(repo);
      await repo.insertOrThrow(new Note({ text }));
      seen.push(await countNotes());
      await owner.stop();
    };
    await Promise.all([one("x"), one("x"), one("x")]);
    expect(seen).toEqual([1, 1, 1]);
  });

  test("queries are told of, without what is secret", async () => {
    const owner = await startOwner(repo);
    const told: unknown[] = [];
    attach("sandbox-test", ["hello", "repo", "query"], (_event, measurements, metadata) =>
      told.push({ measurements, metadata }),
    );
    await repo.insertOrThrow(new Note({ text: "a", secret: "s3cret" }));
    detach("sandbox-test");
    expect(told).toMatchObject([
      {
        measurements: { queryTime: expect.any(Number), totalTime: expect.any(Number) },
        metadata: {
          source: "notes",
          query: expect.stringContaining("insert into"),
          params: ["a", "**redacted**"],
        },
      },
    ]);
    await owner.stop();
  });
});
