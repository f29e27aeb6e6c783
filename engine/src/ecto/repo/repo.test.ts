import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { kinds, startRepo } from "../databases_contract.ts";
import {
  type Attrs,
  boolean,
  ConstraintError,
  cast,
  change,
  count,
  Decimal,
  decimal,
  fragment,
  from,
  integer,
  NoResultsError,
  QueryCastError,
  type Repo,
  Schema,
  StaleEntryError,
  string,
  timestamps,
} from "../index.ts";

class User extends Schema("users", {
  name: string(),
  email: string(),
  numberOfPets: integer(),
  balance: decimal(),
  active: boolean({ default: true }),
  ...timestamps(),
}) {
  static changeset(user: User, attrs: Attrs) {
    return cast(user, attrs, ["name", "email", "numberOfPets", "balance", "active"])
      .validateRequired(["name"])
      .uniqueConstraint("email");
  }
}

const TABLES = `
  create table users (
    id bigserial primary key, name varchar(255) not null, email varchar(255), number_of_pets integer, balance numeric(15,6),
    active boolean, inserted_at timestamp(0) not null, updated_at timestamp(0) not null,
    constraint pets_not_negative check (number_of_pets >= 0)
  );
  create unique index users_email_index on users (email);`;

describe.each(kinds)("Repo on %s", (kind) => {
  let repo: Repo;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ repo, stop } = await startRepo(kind, "fledge_repo_test", TABLES));
  }, 60_000);
  afterAll(() => stop());
  beforeEach(async () => {
    await repo.deleteAll(User);
  });

  const insert = (attrs: object) => repo.insertOrThrow(User.changeset(new User(), { name: "Ada", ...attrs }));

  describe("insert", () => {
    test("fills in the key and timestamps and keeps every value", async () => {
      const result = await repo.insert(
        User.changeset(new User(), { name: "Ada", numberOfPets: "3", balance: "1.50" }),
      );
      if (!result.ok) throw new Error("refused");
      const { value } = result;
      expect(value).toBeInstanceOf(User);
      expect(value.id).toBeGreaterThan(0);
      expect(value.insertedAt).toBeInstanceOf(Date);
      expect(value.insertedAt).toEqual(value.updatedAt);
      expect(value.insertedAt.getMilliseconds()).toBe(0);
      expect(Math.abs(value.insertedAt.getTime() - Date.now())).toBeLessThan(2000);
      const loaded = await repo.getOrThrow(User, value.id);
      expect(loaded.balance?.toString()).toBe("1.500000");
      expect({ ...loaded, balance: null }).toEqual({ ...value, balance: null });
      expect(loaded.numberOfPets).toBe(3);
      expect(loaded.active).toBe(true);
    });

    test("inserts a struct", async () => {
      const user = await repo.insertOrThrow(new User({ name: "Bob" }));
      expect(await repo.get(User, String(user.id))).toEqual(user);
    });

    test("refuses an invalid changeset without asking the database", async () => {
      const result = await repo.insert(User.changeset(new User(), {}));
      expect(result.ok).toBe(false);
      if (result.ok) return;
      expect(result.error.action).toBe("insert");
      expect(result.error.traverseErrors()).toEqual({ name: ["can't be blank"] });
    });

    test("turns a violated unique index into an error of the changeset", async () => {
      await insert({ email: "a@b" });
      const result = await repo.insert(User.changeset(new User(), { name: "Eve", email: "a@b" }));
      if (result.ok) throw new Error("accepted");
      expect(result.error.valid).toBe(false);
      expect(result.error.action).toBe("insert");
      expect(result.error.errors).toEqual([
        {
          field: "email",
          message: "has already been taken",
          options: { constraint: "unique", constraintName: "users_email_index" },
        },
      ]);
    });

    test("throws for a constraint that the changeset does not name, and says what to add", async () => {
      const changeset = User.changeset(new User(), { name: "Ada", numberOfPets: -1 });
      const error = await repo.insert(changeset).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(ConstraintError);
      expect((error as Error).message).toContain('.checkConstraint(field, { name: "pets_not_negative" })');
      const named = await repo.insert(
        changeset.checkConstraint("numberOfPets", { name: "pets_not_negative" }),
      );
      expect(!named.ok && named.error.traverseErrors()).toEqual({ numberOfPets: ["is invalid"] });
    });

    test("on a conflict does nothing, replaces, or changes what is there", async () => {
      const { id } = await insert({ email: "a@b", numberOfPets: 1 });
      const again = () => User.changeset(new User(), { name: "New", email: "a@b", numberOfPets: 5 });
      await repo.insertOrThrow(again(), { onConflict: "nothing" });
      expect(await repo.getOrThrow(User, id)).toMatchObject({ name: "Ada", numberOfPets: 1 });
      await repo.insertOrThrow(again(), {
        onConflict: { inc: { numberOfPets: 2 } },
        conflictTarget: "email",
      });
      expect(await repo.getOrThrow(User, id)).toMatchObject({ name: "Ada", numberOfPets: 3 });
      await repo.insertOrThrow(again(), { onConflict: { replace: ["name"] }, conflictTarget: ["email"] });
      expect(await repo.getOrThrow(User, id)).toMatchObject({ name: "New", numberOfPets: 3 });
      expect(await repo.aggregate(User, "count")).toBe(1);
    });
  });

  describe("update and delete", () => {
    test("writes what changes, and nothing without changes", async () => {
      const user = await insert({ email: "a@b" });
      const updated = await repo.updateOrThrow(User.changeset(user, { name: "Grace" }));
      expect(updated).toMatchObject({ id: user.id, name: "Grace", email: "a@b" });
      expect(await repo.getOrThrow(User, user.id)).toEqual(updated);
      const same = await repo.updateOrThrow(User.changeset(updated, { name: "Grace" }));
      expect(same).toEqual(updated);
    });

    test("deletes, and finds a row that is gone to be stale", async () => {
      const user = await insert({});
      const deleted = await repo.delete(user);
      expect(deleted.ok).toBe(true);
      expect(await repo.get(User, user.id)).toBeNull();
      await expect(repo.delete(user)).rejects.toBeInstanceOf(StaleEntryError);
      await expect(repo.update(change(user, { name: "X" }))).rejects.toMatchObject({ plugStatus: 409 });
      expect((await repo.delete(user, { allowStale: true })).ok).toBe(true);
    });
  });

  describe("queries", () => {
    beforeEach(async () => {
      await insert({ name: "Ada", email: "ada@x.org", numberOfPets: 1, balance: "10" });
      await insert({ name: "Bob", email: "bob@y.org", numberOfPets: 2, balance: "20.5" });
      await insert({ name: "Cid", email: null, numberOfPets: null, active: false });
    });

    const names = async (query: Parameters<typeof repo.all>[0]) =>
      ((await repo.all(query as never)) as User[]).map((user) => user.name);

    test("conditions", async () => {
      const by = (condition: Parameters<ReturnType<typeof from<User>>["where"]>[0]) =>
        names(
          from(User)
            .where(condition)
            .orderBy((u) => u.name) as never,
        );
      expect(await by((u) => u.email.ilike("%X.ORG"))).toEqual(["Ada"]);
      expect(await by((u) => u.numberOfPets.gte(1).and(u.name.ne("Ada")))).toEqual(["Bob"]);
      expect(await by((u) => u.name.eq("Ada").or(u.email.isNull()))).toEqual(["Ada", "Cid"]);
      expect(await by((u) => u.active.not())).toEqual(["Cid"]);
      expect(await by((u) => u.name.in(["Ada", "Cid"]))).toEqual(["Ada", "Cid"]);
      expect(await by((u) => u.name.notIn(["Ada", "Cid"]))).toEqual(["Bob"]);
      expect(await by((u) => u.name.in([]))).toEqual([]);
      expect(await by((u) => u.balance.gt(new Decimal("10")))).toEqual(["Bob"]);
      expect(await by((u) => u.insertedAt.lte(new Date(Date.now() + 5000)))).toHaveLength(3);
      expect(await by((u) => u.numberOfPets.between(2, 9))).toEqual(["Bob"]);
      expect(await by({ name: "Bob", active: true })).toEqual(["Bob"]);
      expect(await by({ email: null })).toEqual(["Cid"]);
      expect(await by((u) => fragment<boolean>`length(${u.name}) = ${3} and ${u.name} < ${"B"}`)).toEqual([
        "Ada",
      ]);
    });

    test("order, limit and offset", async () => {
      expect(
        await names(
          from(User)
            .orderBy((u) => u.name.desc())
            .limit(2) as never,
        ),
      ).toEqual(["Cid", "Bob"]);
      expect(
        await names(
          from(User)
            .orderBy((u) => u.name)
            .offset(2) as never,
        ),
      ).toEqual(["Cid"]);
      expect(
        await names(from(User).orderBy((u) => [u.numberOfPets.desc({ nulls: "last" }), u.name]) as never),
      ).toEqual(["Bob", "Ada", "Cid"]);
    });

    test("selections", async () => {
      const query = from(User)
        .where({ active: true })
        .orderBy((u) => u.name);
      const emails: (string | null)[] = await repo.all(query.select((u) => u.email));
      expect(emails).toEqual(["ada@x.org", "bob@y.org"]);
      const pairs: [string | null, number | null][] = await repo.all(
        query.select((u) => [u.name, u.numberOfPets]),
      );
      expect(pairs).toEqual([
        ["Ada", 1],
        ["Bob", 2],
      ]);
      const objects = await repo.all(query.select((u) => ({ who: u.name, pets: { count: u.numberOfPets } })));
      expect(objects[0]).toEqual({ who: "Ada", pets: { count: 1 } });
      const users: User[] = await repo.all(query.select((u) => u));
      expect(users[0]).toBeInstanceOf(User);
      expect(
        await repo.one(
          from(User)
            .where((u) => u.email.ilike("%y%"))
            .select((u) => u.id.count()),
        ),
      ).toBe(1);
      const [some] = await repo.all(query.select(["name"]));
      expect(some).toBeInstanceOf(User);
      expect(some).toMatchObject({ name: "Ada", email: null });
    });

    test("groups and aggregates", async () => {
      const groups = await repo.all(
        from(User)
          .groupBy((u) => u.active)
          .having(() => count().gt(1))
          .select((u) => ({ active: u.active, n: count() })),
      );
      expect(groups).toEqual([{ active: true, n: 2 }]);
      expect(await repo.aggregate(User, "count")).toBe(3);
      expect(await repo.aggregate(User, "count", "email")).toBe(2);
      expect(await repo.aggregate(User, "sum", "numberOfPets")).toBe(3);
      expect(await repo.aggregate(User, "avg", "numberOfPets")).toBe(1.5);
      expect((await repo.aggregate(User, "max", "balance"))?.toString()).toBe("20.500000");
      expect(await repo.aggregate(from(User).where({ name: "nobody" }), "sum", "numberOfPets")).toBeNull();
      expect(await repo.aggregate(from(User).limit(2), "count")).toBe(2);
    });

    test("one, getBy, exists and their throwing twins", async () => {
      expect(await repo.getBy(User, { email: "ada@x.org" })).toMatchObject({ name: "Ada" });
      expect(await repo.getBy(User, { email: "no" })).toBeNull();
      await expect(repo.getByOrThrow(User, { email: "no" })).rejects.toBeInstanceOf(NoResultsError);
      await expect(repo.one(User)).rejects.toThrow("at most one result but got 3");
      await expect(repo.getOrThrow(User, 0)).rejects.toMatchObject({ plugStatus: 404 });
      await expect(repo.getOrThrow(User, 0)).rejects.toThrow(/"u0"."id" = \$1/);
      expect(await repo.exists(from(User).where({ name: "Ada" }))).toBe(true);
      expect(await repo.exists(from(User).where({ name: "no" }))).toBe(false);
    });

    test("a key that is none is the client's mistake", async () => {
      expect(() => repo.get(User, "abc")).toThrow(QueryCastError);
      expect(() => from(User).where((u) => u.name.eq(null as never))).toThrow("isNull()");
    });

    test("updateAll and deleteAll", async () => {
      const inc = await repo.updateAll(from(User).where({ name: "Ada" }).select(["numberOfPets"]), {
        inc: { numberOfPets: 4 },
      });
      expect(inc.count).toBe(1);
      expect(inc.rows[0]?.numberOfPets).toBe(5);
      expect((await repo.updateAll(User, { set: { active: false } })).count).toBe(3);
      expect(await repo.deleteAll(from(User).where((u) => u.numberOfPets.isNull()))).toEqual({
        count: 1,
        rows: [],
      });
      expect(
        (
          await repo.deleteAll(
            from(User)
              .orderBy((u) => u.name)
              .limit(1),
          )
        ).count,
      ).toBe(1);
      expect(await names(User as never)).toEqual(["Bob"]);
    });

    test("insertAll", async () => {
      const now = new Date(Date.UTC(2026, 10, 22, 10));
      const rows = ["X", "Y"].map((name) => ({ name, insertedAt: now, updatedAt: now }));
      const result = await repo.insertAll(User, rows, { returning: ["id", "name"] });
      expect(result.count).toBe(2);
      expect(result.rows.map((user) => user.name)).toEqual(["X", "Y"]);
      const loaded = await repo.getOrThrow(User, (result.rows[0] as User).id);
      expect(loaded.insertedAt).toEqual(now);
      expect(await repo.insertAll(User, [])).toEqual({ count: 0, rows: [] });
    });

    test("SQL of one's own", async () => {
      const { rows, numRows } = await repo.query("select name, number_of_pets from users where name = $1", [
        "Ada",
      ]);
      expect({ rows, numRows }).toEqual({ rows: [{ name: "Ada", number_of_pets: 1 }], numRows: 1 });
      await expect(repo.query("select * from nothing_here")).rejects.toThrow(
        "run the migrations with `fledge ecto.migrate`",
      );
    });
  });

  describe("transaction", () => {
    test("commits what its function answers", async () => {
      const result = await repo.transaction(async (tx) => {
        expect(tx.inTransaction).toBe(true);
        return tx.insertOrThrow(new User({ name: "In" }));
      });
      expect(result).toMatchObject({ ok: true, value: { name: "In" } });
      expect(await repo.aggregate(User, "count")).toBe(1);
    });

    test("rolls back when told, and when its function throws", async () => {
      const told = await repo.transaction(async (tx) => {
        await tx.insertOrThrow(new User({ name: "In" }));
        tx.rollback("why");
      });
      expect(told).toEqual({ ok: false, error: "why" });
      const thrown = repo.transaction(async (tx) => {
        await tx.insertOrThrow(new User({ name: "In" }));
        throw new Error("boom");
      });
      await expect(thrown).rejects.toThrow("boom");
      expect(await repo.aggregate(User, "count")).toBe(0);
    });

    test("one inside another is a savepoint", async () => {
      await repo.transaction(async (outer) => {
        await outer.insertOrThrow(new User({ name: "outer" }));
        const inner = await outer.transaction(async (tx) => {
          await tx.insertOrThrow(new User({ name: "inner" }));
          tx.rollback("no");
        });
        expect(inner.ok).toBe(false);
        const failed = await outer
          .transaction((tx) => tx.query("select broken"))
          .catch((error: Error) => error.message);
        expect(failed).toContain("broken");
        await outer.insertOrThrow(new User({ name: "after" }));
      });
      const all = await repo.all(from(User).orderBy((u) => u.id));
      expect(all.map((user) => user.name)).toEqual(["outer", "after"]);
    });

    test("does not commit half of what was asked when an error was swallowed", async () => {
      const swallowed = repo.transaction(async (tx) => {
        await tx.insertOrThrow(new User({ name: "half" }));
        await tx.query("select broken").catch(() => {});
      });
      await expect(swallowed).rejects.toThrow("broken");
      expect(await repo.aggregate(User, "count")).toBe(0);
    });
  });
});
