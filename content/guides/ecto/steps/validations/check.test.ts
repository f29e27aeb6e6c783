import { describe, expect } from "vitest";
import { User } from "../../lib/hello/user.ts";
import { test } from "../support/data_case.ts";

const valid = {
  name: "Joe",
  email: "joe@example.com",
  bio: "An example to all.",
};

const errorsOf = (attrs: Record<string, unknown>) =>
  Object.keys(
    User.changeset(new User(), { ...valid, ...attrs }).traverseErrors(),
  );

describe("User.changeset", () => {
  test("refuses a biography of one letter", () => {
    expect(errorsOf({ bio: "A" })).toEqual(["bio"]);
  });

  test("refuses a biography of 141 letters", () => {
    expect(errorsOf({ bio: "A".repeat(141) })).toEqual(["bio"]);
  });

  test("takes anything from 2 to 140", () => {
    expect(errorsOf({ bio: "Ab" })).toEqual([]);
    expect(errorsOf({ bio: "A".repeat(140) })).toEqual([]);
  });

  test("refuses an email without @", () => {
    expect(errorsOf({ email: "example.com" })).toEqual(["email"]);
  });

  test("tells all that is wrong at once", () => {
    expect(errorsOf({ bio: "A", email: "example.com" }).sort()).toEqual([
      "bio",
      "email",
    ]);
  });

  test("still requires name, email and bio", () => {
    expect(errorsOf({ name: "", email: "", bio: "" }).sort()).toEqual([
      "bio",
      "email",
      "name",
    ]);
  });
});
