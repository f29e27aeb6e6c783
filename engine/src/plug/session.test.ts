import { describe, expect, test } from "vitest";
import { AlreadySentError } from "../conn/errors.ts";
import { PlugConn, type Session } from "../conn/plug_conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";
import { fetchSession, type SessionOptions, type SessionStore, session } from "./session.ts";

const SECRET = "s".repeat(64);
const signed: SessionOptions = { store: "cookie", key: "_app_key", signingSalt: "salt" };
const encrypted: SessionOptions = { ...signed, encryptionSalt: "other salt" };

/** Runs one request; gives the cookie that the response set, and the conn. */
function visit(
  options: SessionOptions,
  cookie: string | undefined,
  act: (conn: PlugConn) => void,
  secret = SECRET,
) {
  const adapter = new TestAdapter({ headers: cookie === undefined ? [] : [["cookie", cookie]] });
  const conn = new PlugConn(adapter);
  conn.secretKeyBase = secret;
  session(options)(conn);
  fetchSession()(conn);
  act(conn);
  conn.sendResp(200, "");
  const header = adapter.respHeaders.find(([name]) => name === "set-cookie")?.[1];
  return { conn, header, cookie: header?.split(";")[0] };
}

describe.each([
  ["signed", signed],
  ["encrypted", encrypted],
])("cookie store, %s", (_, options) => {
  test("carries values from one request to the next", () => {
    const first = visit(options, undefined, (conn) => conn.putSession("user", { id: 7, tags: ["ü"] }));
    expect(first.header).toMatch(/; path=\/; HttpOnly$/);
    let seen: unknown;
    const second = visit(options, first.cookie, (conn) => {
      seen = conn.getSession("user");
    });
    expect(seen).toEqual({ id: 7, tags: ["ü"] });
    expect(second.header).toBeUndefined();
  });

  test("sets no cookie for a session that was never used", () => {
    expect(visit(options, undefined, () => {}).header).toBeUndefined();
    expect(
      visit(options, undefined, (conn) => conn.putSession("a", 1).deleteSession("a")).header,
    ).toBeUndefined();
  });

  test("reads nothing from a cookie that was changed, cut, or made with another secret or salt", () => {
    const { cookie } = visit(options, undefined, (conn) => conn.putSession("user", 7));
    const value = cookie!.slice("_app_key=".length);
    const flipped = `${value.slice(0, 12)}${value[12] === "A" ? "B" : "A"}${value.slice(13)}`;
    for (const forged of [
      flipped,
      value.slice(0, -3),
      `${value}x`,
      "",
      "a.b.c",
      value.split(".").slice(0, 2).join("."),
    ])
      visit(options, `_app_key=${forged}`, (conn) => expect(conn.getSession("user")).toBeUndefined());
    visit(options, cookie, (conn) => expect(conn.getSession("user")).toBeUndefined(), "t".repeat(64));
    visit({ ...options, signingSalt: "different" }, cookie, (conn) =>
      expect(conn.getSession("user")).toBeUndefined(),
    );
  });

  test("clear empties, drop removes, ignore leaves alone", () => {
    const { cookie } = visit(options, undefined, (conn) => conn.putSession("a", 1).putSession("b", 2));
    const cleared = visit(options, cookie, (conn) => conn.clearSession().putSession("c", 3));
    visit(options, cleared.cookie, (conn) => expect(conn.getSession()).toEqual({ c: 3 }));
    const dropped = visit(options, cookie, (conn) => conn.configureSession({ drop: true }));
    expect(dropped.header).toContain("_app_key=; path=/; expires=Thu, 01 Jan 1970");
    expect(
      visit(options, undefined, (conn) => conn.putSession("a", 1).configureSession({ drop: true })).header,
    ).toBeUndefined();
    expect(
      visit(options, cookie, (conn) => conn.putSession("a", 9).configureSession({ ignore: true })).header,
    ).toBeUndefined();
    expect(visit(options, cookie, (conn) => conn.configureSession({ renew: true })).cookie).toBeDefined();
  });

  test("previous secrets are read, and the cookie is written anew", () => {
    const old = visit(options, undefined, (conn) => conn.putSession("user", 7), "old ".repeat(16));
    const rotated = { ...options, previousSecretKeyBases: ["older".repeat(16), "old ".repeat(16)] };
    const next = visit(rotated, old.cookie, (conn) => expect(conn.getSession("user")).toBe(7));
    visit(options, next.cookie, (conn) => expect(conn.getSession("user")).toBe(7));
  });

  test("keys such as __proto__ are harmless", () => {
    const { cookie } = visit(options, undefined, (conn) => conn.putSession("__proto__", { admin: true }));
    visit(options, cookie, (conn) => {
      expect(({} as Record<string, unknown>).admin).toBeUndefined();
      expect(conn.getSession("toString")).toBeUndefined();
    });
  });
});

test("the signed cookie can be read by the client, the encrypted one cannot", () => {
  const contents = (options: SessionOptions): string =>
    visit(options, undefined, (conn) => conn.putSession("secret", "swordfish"))
      .cookie!.split(".")
      .map((part) => Buffer.from(part, "base64url").toString())
      .join();
  expect(contents(signed)).toContain("swordfish");
  expect(contents(encrypted)).not.toContain("swordfish");
});

test("attributes of the cookie", () => {
  const { header } = visit(
    { ...signed, maxAge: 60, sameSite: "Strict", secure: true, path: "/app", domain: "a.com" },
    undefined,
    (conn) => conn.putSession("a", 1),
  );
  expect(header).toMatch(
    /; path=\/app; domain=a\.com; expires=.*; max-age=60; secure; HttpOnly; SameSite=Strict$/,
  );
});

describe("a store of one's own", () => {
  function store(): SessionStore & { all: Map<string, Session> } {
    const all = new Map<string, Session>();
    return {
      all,
      get: (_conn, id) => all.get(id),
      put(_conn, id = `id-${all.size + 1}-${Math.random()}`, data) {
        all.set(id, data);
        return id;
      },
      delete: (_conn, id) => {
        all.delete(id);
      },
    };
  }

  test("keeps the data; the cookie has the id", () => {
    const options: SessionOptions = { store: store(), key: "sid" };
    const first = visit(options, undefined, (conn) => conn.putSession("a", 1));
    const second = visit(options, first.cookie, (conn) =>
      conn.putSession("a", Number(conn.getSession("a")) + 1),
    );
    expect(second.cookie).toBe(first.cookie);
    visit(options, first.cookie, (conn) => expect(conn.getSession("a")).toBe(2));
  });

  test("renew gives another id and forgets the old", () => {
    const own = store();
    const options: SessionOptions = { store: own, key: "sid" };
    const first = visit(options, undefined, (conn) => conn.putSession("a", 1));
    const renewed = visit(options, first.cookie, (conn) => conn.configureSession({ renew: true }));
    expect(renewed.cookie).not.toBe(first.cookie);
    expect([...own.all.values()]).toEqual([{ a: 1 }]);
  });

  test("an id that the store does not know is never taken over", () => {
    const own = store();
    const { cookie } = visit({ store: own, key: "sid" }, "sid=planted", (conn) => conn.putSession("a", 1));
    expect(cookie).not.toBe("sid=planted");
    expect(own.all.has("planted")).toBe(false);
  });
});

test("options are checked when the plug is made", () => {
  expect(() => session({ ...signed, key: "" })).toThrow("name of its cookie");
  expect(() => session({ ...signed, signingSalt: "" })).toThrow("signingSalt");
  expect(() => session({ store: "cookie", key: "a" })).toThrow("signingSalt");
  expect(() => session({ ...signed, encryptionSalt: "" })).toThrow("encryptionSalt");
  expect(() => session({ ...signed, store: "redis" as never })).toThrow("needs a store");
});

test("a session too large for a cookie is an error", () => {
  expect(() => visit(signed, undefined, (conn) => conn.putSession("a", "x".repeat(5000)))).toThrow(
    "browsers keep 4096",
  );
});

// Cases after Plug's session_test and session/cookie_test (Apache 2.0).
describe("a serializer of one's own", () => {
  const serializer = {
    encode: (data: Session) => `foo is ${String(data.foo)}`,
    decode: (text: string) => (text.startsWith("foo is ") ? { foo: text.slice(7) } : undefined),
  };

  test.each([signed, encrypted])("writes and reads the data (%#)", (options) => {
    const own = { ...options, serializer };
    const { cookie } = visit(own, undefined, (conn) => conn.putSession("foo", "bar"));
    visit(own, cookie, (conn) => expect(conn.getSession()).toEqual({ foo: "bar" }));
    visit(options, cookie, (conn) => expect(conn.getSession()).toEqual({}));
    const { header } = visit(own, cookie, (conn) => conn.configureSession({ drop: true }));
    expect(header).toContain("max-age=0");
  });

  test("reads nothing from what it does not know", () => {
    const { cookie } = visit(signed, undefined, (conn) => conn.putSession("foo", "bar"));
    visit({ ...signed, serializer }, cookie, (conn) => expect(conn.getSession()).toEqual({}));
  });

  test("needs both ways", () => {
    expect(() => session({ ...signed, serializer: { encode: String } as never })).toThrow(
      "encode and decode",
    );
  });
});

describe("writing the cookie", () => {
  const store = (): SessionStore => {
    const all = new Map<string, Session>([["sid", { foo: "bar" }]]);
    return {
      get: (_conn, id) => all.get(id),
      put: (_conn, id = "new", data) => {
        all.set(id, data);
        return id;
      },
      delete: (_conn, id) => {
        all.delete(id);
      },
    };
  };

  test.each<[what: string, cookie: string | undefined, act: (conn: PlugConn) => void, header: string | null]>(
    [
      ["nothing was done", undefined, () => {}, null],
      ["a session was only read", "foobar=sid", (conn) => conn.getSession("foo"), null],
      [
        "there was none",
        undefined,
        (conn) => conn.putSession("foo", 1),
        "foobar=new; path=some/path; secure;",
      ],
      [
        "there was one",
        "foobar=sid",
        (conn) => conn.putSession("foo", 1),
        "foobar=sid; path=some/path; secure;",
      ],
      ["it is renewed", "foobar=sid", (conn) => conn.configureSession({ renew: true }), "foobar=new;"],
      [
        "it is changed and dropped",
        "foobar=sid",
        (conn) => conn.putSession("foo", 1).configureSession({ drop: true }),
        "foobar=; path=some/path; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=0; secure;",
      ],
      [
        "it is dropped and there was none",
        undefined,
        (conn) => conn.putSession("foo", 1).configureSession({ drop: true }),
        null,
      ],
      [
        "a renewal stands beside later changes",
        "foobar=sid",
        (conn) => conn.configureSession({ renew: true }).putSession("foo", 1),
        "foobar=new;",
      ],
    ],
  )("when %s", (_, cookie, act, header) => {
    const options: SessionOptions = { store: store(), key: "foobar", secure: true, path: "some/path" };
    const sent = visit(options, cookie, act).header;
    if (header === null) expect(sent).toBeUndefined();
    else expect(sent?.startsWith(header)).toBe(true);
  });

  test("a session may be changed until the response goes out, also before a file", async () => {
    const adapter = new TestAdapter();
    const conn = new PlugConn(adapter);
    conn.secretKeyBase = SECRET;
    session(signed)(conn);
    conn.fetchSession().registerBeforeSend((late) => late.putSession("foo", "bar"));
    await conn.sendFile(200, "/tmp/a.txt");
    const cookie = adapter.respHeaders.find(([name]) => name === "set-cookie")?.[1].split(";")[0];
    visit(signed, cookie, (next) => expect(next.getSession("foo")).toBe("bar"));
  });
});

describe("how a session is configured", () => {
  test("the last that was asked for counts; what is false changes nothing", () => {
    visit(signed, undefined, (conn) => {
      expect(conn.configureSession({ drop: false, renew: false }).sessionMode).toBeUndefined();
      expect(conn.configureSession({ drop: true }).sessionMode).toBe("drop");
      expect(conn.configureSession({ renew: true }).sessionMode).toBe("renew");
      expect(conn.configureSession({ drop: false }).putSession("foo", "bar").sessionMode).toBe("renew");
    });
  });

  test("is fetched once", () => {
    visit(signed, undefined, (conn) => {
      conn.putSession("foo", "bar");
      expect(conn.fetchSession().getSession("foo")).toBe("bar");
    });
  });

  test("comes too late once the response went out", () => {
    const { conn } = visit(signed, undefined, () => {});
    for (const late of [
      () => conn.putSession("a", 1),
      () => conn.deleteSession("a"),
      () => conn.clearSession(),
      () => conn.configureSession({ renew: true }),
    ])
      expect(late).toThrow(AlreadySentError);
    expect(() => new PlugConn(new TestAdapter()).configureSession({ drop: true })).toThrow("fetchSession()");
  });

  test("values and fallbacks", () => {
    visit(signed, undefined, (conn) => {
      conn.putSession("none", null);
      expect([conn.getSession("none", 1), conn.getSession("foo", 1), conn.getSession("foo")]).toEqual([
        null,
        1,
        undefined,
      ]);
    });
  });
});

test("a secret that is too short is refused", () => {
  expect(() => visit(signed, undefined, (conn) => conn.putSession("foo", "bar"), "abcdef")).toThrow(
    "secretKeyBase must have at least",
  );
});
