import { describe, expect } from "vitest";
import { User } from "../../lib/hello/user.ts";
import { test } from "../support/data_case.ts";

const valid = {
  name: "Joe",
  email: "joe@example.com",
  bio: "An example to all.",
};

describe("User.changeset", () => {
  test("requires name, email and bio", () => {
    const changeset = User.changeset(new User(), {});
    expect(changeset.valid).toBe(false);
    expect(changeset.traverseErrors()).toEqual({
      name: ["can't be blank"],
      email: ["can't be blank"],
      bio: ["can't be blank"],
    });
  });

  test("takes what it should and no pets", () => {
    const changeset = User.changeset(new User(), valid);
    expect(changeset.valid).toBe(true);
    expect(changeset.changes).toEqual(valid);
  });

  test("turns text into a number", () => {
    const changeset = User.changeset(new User(), {
      ...valid,
      numberOfPets: "5",
    });
    expect(changeset.getChange("numberOfPets")).toBe(5);
  });

  test("says when a number is none", () => {
    const changeset = User.changeset(new User(), {
      ...valid,
      numberOfPets: "many",
    });
    expect(changeset.traverseErrors()).toEqual({
      numberOfPets: ["is invalid"],
    });
  });

  test("drops what nobody asked for", () => {
    const changeset = User.changeset(new User(), {
      ...valid,
      id: 1,
      admin: true,
    });
    expect(changeset.valid).toBe(true);
    expect(Object.keys(changeset.changes).sort()).toEqual([
      "bio",
      "email",
      "name",
    ]);
  });
});
