import { describe, expect, test } from "vitest";
import { CookieJar } from "./cookie_jar.ts";

const host = { hostname: "localhost", secure: true };

function jarWith(...cookies: string[]): CookieJar {
  const jar = new CookieJar(host);
  for (const cookie of cookies) jar.set(cookie, "/");
  return jar;
}

describe("set and header", () => {
  test("keeps name and value as they are, without the space around them", () => {
    expect(jarWith('  a = "x=1" ; path=/').header({ path: "/" })).toBe('a="x=1"');
  });

  test("a cookie without a name is sent as its value", () => {
    expect(jarWith("lonely").header({ path: "/" })).toBe("lonely");
  });

  test("nothing to send is no header", () => {
    expect(new CookieJar(host).header({ path: "/" })).toBeUndefined();
  });

  test.each(["=", "", ";path=/", `a=${"x".repeat(5000)}`, "a=\u0007"])("refuses %j", (cookie) => {
    expect(jarWith(cookie).all()).toEqual([]);
  });

  test("the same name and path replaces, another path stands beside it", () => {
    const jar = jarWith("a=1; path=/", "a=2; path=/", "a=3; path=/deep");
    expect(jar.header({ path: "/deep/down" })).toBe("a=3; a=2");
    expect(jar.header({ path: "/" })).toBe("a=2");
  });

  test("longer paths go first, then older cookies", () => {
    let now = 0;
    const jar = new CookieJar(host, [], () => now++);
    for (const cookie of ["b=1; path=/", "a=1; path=/", "c=1; path=/x"]) jar.set(cookie, "/");
    jar.set("b=2; path=/", "/");
    expect(jar.header({ path: "/x" })).toBe("c=1; b=2; a=1");
  });
});

describe("path", () => {
  test.each([
    ["/users/new", "/users", "/users/1", true],
    ["/users/new", "/users", "/userset", false],
    ["/", "/", "/anything", true],
    ["/a/", "/a", "/a", true],
  ])("set by %s without a path: %s covers %s: %s", (from, path, target, sent) => {
    const jar = new CookieJar(host);
    jar.set("a=1", from);
    expect(jar.all()[0]!.path).toBe(path);
    expect(jar.header({ path: target })).toBe(sent ? "a=1" : undefined);
  });

  test("the query does not count", () => {
    expect(jarWith("a=1; path=/x").header({ path: "/x?y=/z" })).toBe("a=1");
  });

  test("a path that does not begin with a slash is the folder of the request", () => {
    const jar = new CookieJar(host);
    jar.set("a=1; path=x", "/users/new");
    expect(jar.all()[0]!.path).toBe("/users");
  });
});

describe("expiry", () => {
  test("max-age wins over expires, and nothing is sent once it is over", () => {
    let now = 1000;
    const jar = new CookieJar(host, [], () => now);
    jar.set("a=1; max-age=10; expires=Thu, 01 Jan 1970 00:00:00 GMT", "/");
    expect(jar.header({ path: "/" })).toBe("a=1");
    now += 10_000;
    expect(jar.header({ path: "/" })).toBeUndefined();
    expect(jar.all()).toEqual([]);
  });

  test.each(["max-age=0", "max-age=-5", "expires=Thu, 01 Jan 1970 00:00:00 GMT"])(
    "%s deletes",
    (attribute) => {
      const jar = jarWith("a=1; path=/");
      expect(jar.set(`a=; path=/; ${attribute}`, "/")).toBe(true);
      expect(jar.set(`a=; path=/; ${attribute}`, "/")).toBe(false);
      expect(jar.all()).toEqual([]);
    },
  );

  test("a date that is none makes a cookie of the session", () => {
    expect(jarWith("a=1; expires=tomorrow").all()[0]!.expires).toBeNull();
  });
});

describe("who may see and send it", () => {
  test("HttpOnly is hidden from scripts, and scripts can neither set nor overwrite it", () => {
    const jar = jarWith("session=s; path=/; HttpOnly", "theme=dark; path=/");
    expect(jar.visible()).toEqual([{ name: "theme", value: "dark", path: "/" }]);
    expect(jar.set("session=mine; path=/", "/", true)).toBe(false);
    expect(jar.set("other=1; HttpOnly", "/", true)).toBe(false);
    expect(jar.header({ path: "/" })).toBe("session=s; theme=dark");
  });

  test("Secure needs a secure address, and SameSite=None needs Secure", () => {
    const plain = new CookieJar({ hostname: "example.com", secure: false });
    expect(plain.set("a=1; Secure", "/")).toBe(false);
    expect(jarWith("a=1; Secure").all()).toHaveLength(1);
    expect(jarWith("a=1; SameSite=None").all()).toEqual([]);
  });

  test.each([
    ["__Secure-a=1", false],
    ["__Secure-a=1; Secure", true],
    ["__Host-a=1; Secure; Path=/", true],
    ["__Host-a=1; Secure; Path=/; Domain=localhost", false],
    ["__Host-a=1; Secure", false],
  ])("the prefix of %s is kept to", (cookie, kept) => {
    expect(jarWith(cookie).all()).toHaveLength(kept ? 1 : 0);
  });

  test.each([
    ["localhost", true],
    [".localhost", true],
    ["example.com", false],
    ["calhost", false],
  ])("the domain %s belongs here: %s", (domain, kept) => {
    expect(jarWith(`a=1; Domain=${domain}`).all()).toHaveLength(kept ? 1 : 0);
  });

  test("requests of other sites carry what SameSite lets them", () => {
    const jar = jarWith("l=1; SameSite=Lax", "s=1; SameSite=Strict", "n=1; SameSite=None; Secure", "d=1");
    expect(jar.header({ path: "/" })).toBe("l=1; s=1; n=1; d=1");
    expect(jar.header({ path: "/", crossSite: true })).toBe("n=1");
    expect(jar.header({ path: "/", crossSite: true, navigation: true })).toBe("l=1; n=1; d=1");
    expect(jar.header({ path: "/", crossSite: true, navigation: true, method: "POST" })).toBe("n=1");
  });
});

test("a jar takes over from another", () => {
  const first = jarWith("a=1; path=/", "b=2; path=/; HttpOnly");
  const second = new CookieJar(host, first.all());
  expect(second.header({ path: "/" })).toBe("a=1; b=2");
  second.clear();
  expect(first.all()).toHaveLength(2);
});
