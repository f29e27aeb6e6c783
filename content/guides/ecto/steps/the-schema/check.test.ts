import { describe, expect } from "vitest";
import { Repo } from "../../lib/hello/repo.ts";
import { User } from "../../lib/hello/user.ts";
import { test } from "../support/data_case.ts";

describe("User", () => {
  test("is a row of the table users", () => {
    expect(User.source).toBe("users");
  });

  test("is plain data", () => {
    const user = new User({ name: "Ada", numberOfPets: 2 });
    expect(user).toMatchObject({ name: "Ada", email: null, numberOfPets: 2 });
  });

  test("can be inserted and read back", async () => {
    const result = await Repo.insert(
      new User({
        name: "Ada",
        email: "ada@example.com",
        bio: "Counts.",
        numberOfPets: 2,
      }),
    );
    expect(result.ok).toBe(true);
    const [user] = await Repo.all(User);
    expect(user).toMatchObject({
      name: "Ada",
      bio: "Counts.",
      numberOfPets: 2,
    });
    expect(user?.id).toBeTypeOf("number");
    expect(user?.insertedAt).toBeTruthy();
  });
});
