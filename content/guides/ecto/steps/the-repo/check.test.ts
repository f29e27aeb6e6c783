import { describe, expect } from "vitest";
import { Repo } from "../../lib/hello/repo.ts";
import { User } from "../../lib/hello/user.ts";
import { createUser, emailsAt, listUsers } from "../../lib/hello/users.ts";
import { test } from "../support/data_case.ts";

const attrs = {
  name: "Joe",
  email: "joe@example.com",
  bio: "An example to all.",
};

describe("createUser", () => {
  test("writes a row", async () => {
    const result = await createUser(attrs);
    expect(result).toMatchObject({ ok: true, value: { name: "Joe" } });
    expect(await Repo.aggregate(User, "count")).toBe(1);
  });

  test("writes nothing when something is wrong, and says what", async () => {
    const result = await createUser({ ...attrs, email: "" });
    expect(result.ok).toBe(false);
    if (!result.ok)
      expect(result.error.traverseErrors()).toEqual({
        email: ["can't be blank"],
      });
    expect(await Repo.aggregate(User, "count")).toBe(0);
  });
});

describe("listUsers", () => {
  test("gives everybody by name", async () => {
    for (const name of ["Grace", "Ada", "Joe"])
      await createUser({ ...attrs, name });
    expect((await listUsers()).map((user) => user.name)).toEqual([
      "Ada",
      "Grace",
      "Joe",
    ]);
  });
});

describe("emailsAt", () => {
  test("gives the emails of one domain", async () => {
    for (const email of ["b@example.com", "a@example.com", "c@example.org"]) {
      await createUser({ ...attrs, email });
    }
    expect(await emailsAt("example.com")).toEqual([
      "a@example.com",
      "b@example.com",
    ]);
  });

  test("takes a quotation mark for what it is", async () => {
    await createUser(attrs);
    expect(await emailsAt("' or '1' = '1")).toEqual([]);
  });
});
