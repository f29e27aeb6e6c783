import { describe, expect, test } from "vitest";
import type { Conn } from "../conn/conn.ts";
import { controller } from "../controller/index.ts";
import { Router } from "../router/router.ts";
import {
  buildConn,
  htmlResponse,
  jsonResponse,
  pathParams,
  redirectedParams,
  redirectedTo,
  response,
  responseContentType,
  textResponse,
} from "./index.ts";

// Responses, expectations and messages after Phoenix's tests of ConnTest (Apache 2.0).
const typed = (type: string) => buildConn().putRespContentType(type);

describe("a response", () => {
  test.each<[string, (conn: Conn) => Conn, number | "ok"]>([
    ["put", (conn) => conn.resp(200, "ok"), 200],
    ["sent", (conn) => conn.sendResp(200, "ok"), 200],
    ["sent, asked for by name", (conn) => conn.sendResp(200, "ok"), "ok"],
  ])("that was %s is read", (_, answer, status) => {
    expect(response(answer(buildConn()), status)).toBe("ok");
  });

  test.each<[string, () => unknown, string]>([
    ["none", () => response(buildConn(), 200), "expected a response with status 200, but none was sent"],
    [
      "another status",
      () => response(buildConn().resp(404, "oops"), 200),
      "expected response with status 200, got: 404, with body:\noops",
    ],
    [
      "HTML without a type",
      () => htmlResponse(buildConn().resp(200, "ok"), 200),
      "no content-type was set, expected a html response",
    ],
    [
      "JSON without a type",
      () => jsonResponse(buildConn().resp(200, "ok"), 200),
      "no content-type was set, expected a json response",
    ],
    [
      "text without a type",
      () => textResponse(buildConn().resp(200, "ok"), 200),
      "no content-type was set, expected a text response",
    ],
    [
      "what is no JSON",
      () => jsonResponse(typed("application/json").resp(200, "ok"), 200),
      "could not decode JSON body: ok",
    ],
    [
      "empty JSON",
      () => jsonResponse(typed("application/json").resp(200, ""), 200),
      "could not decode JSON body: ",
    ],
    [
      "JSON with another status",
      () => jsonResponse(typed("application/json").resp(400, '{"error": "oh oh"}'), 200),
      'expected response with status 200, got: 400, with body:\n{"error": "oh oh"}',
    ],
    [
      "another type",
      () => responseContentType(typed("text/plain"), "html"),
      'expected content-type for html, got: "text/plain; charset=utf-8"',
    ],
    [
      "no type",
      () => responseContentType(buildConn(), "html"),
      "no content-type was set, expected a html response",
    ],
  ])("that is wrong is told of: %s", (_, read, message) => {
    expect(read).toThrow(message);
  });

  test.each([
    "application/json",
    "application/vnd.api+json",
    "application/vnd.collection+json",
    "application/vnd.hal+json",
    "application/ld+json",
  ])("of type %s is JSON", (type) => {
    expect(jsonResponse(typed(type).resp(200, "{}"), "ok")).toEqual({});
  });

  test.each([
    ["text/html", "html"],
    ["text/plain", "text"],
    ["application/json", "json"],
  ])("of type %s is %s", (type, format) => {
    expect(responseContentType(typed(type), format)).toBe(`${type}; charset=utf-8`);
  });

  test("is read by its format", () => {
    expect(htmlResponse(typed("text/html").resp(200, "ok"), "ok")).toBe("ok");
    expect(textResponse(typed("text/plain").resp(200, "ok"), "ok")).toBe("ok");
  });
});

describe("a redirect", () => {
  const away = (status: number) =>
    buildConn().putRespHeader("location", "/new location").sendResp(status, "foo");

  test.each([300, 301, 302, 303, 304, 305, 306, 307, 308])("with status %i has its location", (status) => {
    expect(redirectedTo(away(status), status)).toBe("/new location");
    if (status === 302) expect(redirectedTo(away(status))).toBe("/new location");
  });

  test.each<[string, () => unknown, string]>([
    ["no location", () => redirectedTo(buildConn().sendResp(302, "ok")), "no location header was set"],
    ["no redirect", () => redirectedTo(away(200)), "expected response with status 302, got: 200"],
    ["another status", () => redirectedTo(away(301)), "expected response with status 302, got: 301"],
    ["a status of none", () => redirectedTo(away(200), 200), "200 is not the status of a redirect"],
    ["nothing", () => redirectedTo(buildConn()), "but none was sent"],
  ])("that is wrong is told of: %s", (_, read, message) => {
    expect(read).toThrow(message);
  });

  const PageController = controller({}, { show: (conn) => conn.text("") });
  const router = new Router();
  router.get("/posts/:id", PageController, "show");
  router.post("/drafts/:id", PageController, "show");
  router.get("/files/*rest", PageController, "show");
  const routed = (location: string, status = 302) =>
    buildConn().putPrivate("router", router).putRespHeader("location", location).sendResp(status, "");

  test.each<[string, number | undefined, object]>([
    ["/posts/123", undefined, { id: "123" }],
    ["/posts/123", 301, { id: "123" }],
    ["/posts/a%20b?page=2#top", undefined, { id: "a b" }],
    ["http://www.example.com/posts/5", undefined, { id: "5" }],
    ["/files/a/b", undefined, { rest: ["a", "b"] }],
  ])("to %s with status %s has the parameters %j", (location, status, params) => {
    const conn = routed(location, status);
    expect(redirectedParams(conn, status)).toEqual(params);
    expect(pathParams(conn, location)).toEqual(params);
  });

  test.each([["/unknown"], ["/drafts/1"]])("to %s leads nowhere", (location) => {
    expect(() => redirectedParams(routed(location))).toThrow(/no route found/);
    expect(() => pathParams(routed("/posts/1"), location)).toThrow(/no route found/);
  });

  test("of no router cannot be read", () => {
    expect(() => redirectedParams(away(302))).toThrow(/has been through no router/);
    expect(() => redirectedParams(routed("/posts/1", 200))).toThrow(/got: 200/);
  });
});
