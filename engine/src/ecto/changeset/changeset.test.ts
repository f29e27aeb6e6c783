import { describe, expect, expectTypeOf, test } from "vitest";
import {
  type Attrs,
  array,
  boolean,
  CastError,
  cast,
  change,
  Decimal,
  date,
  decimal,
  enumOf,
  float,
  integer,
  map,
  naiveDatetime,
  Schema,
  string,
  time,
  utcDatetime,
  uuid,
} from "../index.ts";

class Post extends Schema("posts", {
  title: string(),
  body: string({ default: "empty" }),
  views: integer({ default: 0 }),
  rating: float(),
  price: decimal(),
  published: boolean({ default: false }),
  tags: array(string(), { default: [] }),
  status: enumOf(["draft", "live"], { default: "draft" }),
  token: uuid(),
  day: date(),
  at: time(),
  naive: naiveDatetime(),
  utc: utcDatetime(),
  settings: map(),
  password: string({ virtual: true, redact: true }),
}) {}

type Name = Parameters<typeof cast<Post>>[2][number];
const castOne = (field: Name, value: unknown) => cast(new Post(), { [field]: value }, [field]);

describe("a struct", () => {
  test("has its defaults, and null where there is none", () => {
    const post = new Post({ title: "Hi" });
    expect(post).toMatchObject({ id: null, title: "Hi", body: "empty", views: 0, tags: [], price: null });
    expect(new Post().tags).not.toBe(new Post().tags);
    expect(() => new Post({ nope: 1 } as never)).toThrow("unknown field `nope` for Post; it has: id, title");
    expectTypeOf(post.title).toEqualTypeOf<string | null>();
    expectTypeOf(post.views).toEqualTypeOf<number>();
    expectTypeOf(post.status).toEqualTypeOf<"draft" | "live">();
    expectTypeOf(post.price).toEqualTypeOf<Decimal | null>();
  });
});

describe("cast", () => {
  test.each<[Name, unknown, unknown]>([
    ["title", "x", "x"],
    ["views", "12", 12],
    ["views", " 12", undefined],
    ["views", "1.5", undefined],
    ["views", 1.5, undefined],
    ["views", "-3", -3],
    ["views", "9007199254740993", undefined],
    ["rating", "1.5", 1.5],
    ["rating", 2, 2],
    ["rating", "x", undefined],
    ["rating", Number.NaN, undefined],
    ["price", "1.50", "1.50"],
    ["price", 3, "3"],
    ["price", "1e3", "1000"],
    ["price", "abc", undefined],
    ["price", "1e999999999", undefined],
    ["published", "true", true],
    ["published", "1", true],
    ["published", "on", undefined],
    ["tags", ["a"], ["a"]],
    ["tags", ["a", 1], undefined],
    ["tags", "a", undefined],
    ["status", "live", "live"],
    ["status", "gone", undefined],
    ["token", "6F4D2A10-0000-4000-8000-000000000000", "6f4d2a10-0000-4000-8000-000000000000"],
    ["token", "6f4d2a10", undefined],
    ["day", "2026-02-28", "2026-02-28"],
    ["day", "2026-02-30", undefined],
    ["day", { year: "2026", month: "2", day: "3" }, "2026-02-03"],
    ["at", "14:30", "14:30:00"],
    ["at", "24:00", undefined],
    ["naive", "2026-11-22T10:20", new Date("2026-11-22T10:20:00Z")],
    ["naive", "2026-11-22 10:20:30.5", new Date("2026-11-22T10:20:30Z")],
    ["utc", "2026-11-22T10:20:30+02:00", new Date("2026-11-22T08:20:30Z")],
    ["utc", "yesterday", undefined],
    ["settings", { a: 1 }, { a: 1 }],
    ["settings", [1], undefined],
    ["title", 1, undefined],
    ["title", { a: 1 }, undefined],
  ])("%s from %j", (field, given, expected) => {
    const changeset = castOne(field, given);
    if (expected === undefined) {
      expect(changeset.changes).toEqual({});
      expect(changeset.errors).toMatchObject([
        { field, message: "is invalid", options: { validation: "cast" } },
      ]);
    } else {
      const value = changeset.getChange(field);
      expect(value instanceof Decimal ? value.toString() : value).toEqual(expected);
      expect(changeset.valid).toBe(true);
    }
  });

  test("takes nothing that is not permitted, and records only what differs", () => {
    const post = Object.assign(new Post(), { title: "old", price: new Decimal("1.0"), views: 3 });
    const attrs = { title: "old", price: "1.00", views: "4", body: "x", nope: 1, __proto__: { rating: 5 } };
    const changeset = cast(post, attrs, ["title", "price", "views", "rating"]);
    expect(changeset.changes).toEqual({ views: 4 });
    expect(post.views).toBe(3);
    expect(changeset.applyChanges()).toMatchObject({ title: "old", views: 4 });
  });

  test("makes blanks the field's default", () => {
    const post = Object.assign(new Post(), { title: "old", body: "text" });
    expect(cast(post, { title: "  ", body: "" }, ["title", "body"]).changes).toEqual({
      title: null,
      body: "empty",
    });
    expect(cast(post, { title: null }, ["title"]).changes).toEqual({ title: null });
  });

  test("goes on with a changeset, and refuses what is no object", () => {
    const first = cast(new Post(), { title: "a" }, ["title"]);
    const second = cast(first, { views: 2 }, ["views"]);
    expect(second.changes).toEqual({ title: "a", views: 2 });
    expect(second.params).toEqual({ title: "a", views: 2 });
    expect(first.changes).toEqual({ title: "a" });
    for (const attrs of [undefined, null, "x", []] as Attrs[])
      expect(() => cast(new Post(), attrs as never, [])).toThrow(CastError);
    expect(() => cast(new Post(), {}, ["nope" as never])).toThrow("unknown field `nope`");
  });
});

describe("validations", () => {
  const errors = (changeset: { traverseErrors(): object }) => changeset.traverseErrors();

  test("validateRequired", () => {
    const changeset = cast(new Post(), { title: " ", views: "x" }, ["title", "views"]).validateRequired([
      "title",
      "price",
      "views",
    ]);
    expect(changeset.errors).toEqual([
      { field: "views", message: "is invalid", options: { type: "integer", validation: "cast" } },
      { field: "title", message: "can't be blank", options: { validation: "required" } },
      { field: "price", message: "can't be blank", options: { validation: "required" } },
    ]);
    expect(changeset.required).toEqual(["title", "price", "views"]);
    expect(change(new Post({ title: "kept" })).validateRequired("title").valid).toBe(true);
  });

  test.each<[string, object, string | undefined]>([
    ["a", { min: 2 }, "should be at least 2 character(s)"],
    ["abc", { max: 2 }, "should be at most 2 character(s)"],
    ["abc", { is: 2 }, "should be 2 character(s)"],
    ["👩‍👩‍👧", { is: 1 }, undefined],
    ["👩‍👩‍👧", { max: 1, count: "codepoints" }, "should be at most 1 character(s)"],
    ["é", { max: 1, count: "bytes" }, "should be at most 1 byte(s)"],
    ["abc", { min: 9, message: "too short" }, "too short"],
  ])("validateLength of %j with %j", (title, options, message) => {
    const changeset = cast(new Post(), { title }, ["title"]).validateLength("title", options);
    expect(errors(changeset)).toEqual(message ? { title: [message] } : {});
  });

  test("validateLength of a list, with the numbers of its message", () => {
    const changeset = castOne("tags", ["a"]).validateLength("tags", { min: 2 });
    expect(changeset.errors).toEqual([
      {
        field: "tags",
        message: "should have at least %{count} item(s)",
        options: { count: 2, validation: "length", kind: "min", type: "list" },
      },
    ]);
  });

  test.each<[object, string | undefined]>([
    [{ lessThan: 5 }, "must be less than 5"],
    [{ greaterThan: 5 }, "must be greater than 5"],
    [{ greaterThanOrEqualTo: 5, lessThanOrEqualTo: 5 }, undefined],
    [{ equalTo: 6 }, "must be equal to 6"],
    [{ notEqualTo: 5 }, "must be not equal to 5"],
    [{ greaterThanOrEqualTo: 6, message: "no" }, "no"],
  ])("validateNumber with %j", (options, message) => {
    expect(errors(castOne("views", 5).validateNumber("views", options))).toEqual(
      message ? { views: [message] } : {},
    );
    const price = castOne("price", "5.00").validateNumber("price", options);
    expect(errors(price)).toEqual(message ? { price: [message] } : {});
  });

  test("format, inclusion, exclusion, subset", () => {
    expect(errors(castOne("title", "x").validateFormat("title", /@/))).toEqual({
      title: ["has invalid format"],
    });
    const global = /a/g;
    for (let turn = 0; turn < 3; turn += 1)
      expect(castOne("title", "a").validateFormat("title", global).valid).toBe(true);
    expect(errors(castOne("title", "x").validateInclusion("title", ["y"]))).toEqual({
      title: ["is invalid"],
    });
    expect(errors(castOne("title", "x").validateExclusion("title", ["x"]))).toEqual({
      title: ["is reserved"],
    });
    expect(errors(castOne("tags", ["x"]).validateSubset("tags", ["y"]))).toEqual({
      tags: ["has an invalid entry"],
    });
    expect(castOne("price", "1.0").validateInclusion("price", [new Decimal(1)]).valid).toBe(true);
  });

  test("acceptance and confirmation look at the parameters", () => {
    const with_ = (attrs: Record<string, unknown>) => cast(new Post(), attrs, ["password"]);
    expect(errors(with_({ terms: "false" }).validateAcceptance("terms"))).toEqual({
      terms: ["must be accepted"],
    });
    expect(with_({ terms: "true" }).validateAcceptance("terms").valid).toBe(true);
    const wrong = with_({ password: "a", passwordConfirmation: "b" }).validateConfirmation("password");
    expect(errors(wrong)).toEqual({ passwordConfirmation: ["does not match confirmation"] });
    expect(with_({ password: "a" }).validateConfirmation("password").valid).toBe(true);
    expect(errors(with_({ password: "a" }).validateConfirmation("password", { required: true }))).toEqual({
      passwordConfirmation: ["can't be blank"],
    });
  });

  test("validateChange sees new values only", () => {
    const check = (post: Post, attrs: object) =>
      cast(post, attrs, ["title"]).validateChange("title", (title) =>
        title === "foo" ? "cannot be foo" : null,
      );
    expect(errors(check(new Post(), { title: "foo" }))).toEqual({ title: ["cannot be foo"] });
    expect(check(new Post({ title: "foo" }), { title: "foo" }).valid).toBe(true);
    expect(check(new Post({ title: "x" }), { title: null }).valid).toBe(true);
  });
});

describe("changes", () => {
  test("can be put, read, updated and taken back", () => {
    const post = new Post({ title: "a" });
    const changeset = change(post, { title: "b", views: 0 });
    expect(changeset.changes).toEqual({ title: "b" });
    expect(changeset.getField("title")).toBe("b");
    expect(changeset.getField("body")).toBe("empty");
    expect(changeset.getChange("views")).toBeUndefined();
    expect(changeset.updateChange("title", (title) => `${title}!`).changes).toEqual({ title: "b!" });
    expect(changeset.putChange("title", "a").changes).toEqual({});
    expect(changeset.forceChange("title", "a").changes).toEqual({ title: "a" });
    expect(changeset.deleteChange("title").changes).toEqual({});
    expectTypeOf(changeset.getField("views")).toEqualTypeOf<number>();
  });

  test("applyAction answers the struct, or the changeset with its action", () => {
    const good = change(new Post(), { title: "b" }).applyAction("insert");
    expect(good.ok && good.value).toMatchObject({ title: "b" });
    const bad = change(new Post()).validateRequired("title").applyAction("insert");
    expect(!bad.ok && bad.error.action).toBe("insert");
  });
});
