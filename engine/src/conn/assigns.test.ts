import { expect, test } from "vitest";
import { typeErrors } from "../code/type_errors.fixture.ts";

/** An application that declares its assigns, and what stands in front of each line below. */
const HEAD = `
import type { Conn } from "fledge/conn";
import type { Html } from "fledge/component";
import { Router } from "fledge/router";
declare module "fledge/conn" {
  interface Assigns {
    locale: "en" | "fr";
    currentUser?: User;
  }
}
interface User { name: string }
interface Page { page: number; title: string }
declare const conn: Conn;
declare const user: User;
declare const page: Page;
declare const text: string;
declare const optional: { locale?: "en" };
const PageHTML = {
  home: ({ locale }: { locale: string }): Html => locale,
  profile: ({ currentUser }: { currentUser: User }): Html => currentUser.name,
  greet: ({ currentUser, greeting }: { currentUser?: User; greeting?: string }): Html => [greeting, currentUser?.name],
  count: ({ locale }: { locale: number }): Html => locale,
  show: ({ messenger }: { messenger: string }): Html => messenger,
};
const router = new Router();
const page_ = conn.putView({ html: PageHTML });
`;

// Each mistake stands on a line of its own; what TypeScript says of the line must match.
const MISTAKES: [line: string, message: RegExp][] = [
  ['conn.assign("locale", 5)', /'5' is not assignable to parameter of type '"en" \| "fr"'/],
  ['conn.assign("locale", "de")', /'"de"' is not assignable to parameter of type '"en" \| "fr"'/],
  ['conn.assign("locale", text)', /'string' is not assignable/],
  ['conn.assign("locale", undefined)', /'undefined' is not assignable/],
  ['conn.assign("currentUser", { nmae: "Ada" })', /'nmae' does not exist in type 'User'/],
  ['conn.assign("currentUser", null)', /'null' is not assignable/],
  ["conn.assign({ locale: 5 })", /'number' is not assignable to type '"en" \| "fr"/],
  ['conn.assign({ locale: "de", a: 1 })', /'"de"' is not assignable/],
  ["conn.assign({ currentUser: page })", /Property 'name' is missing in type 'Page'/],
  ["conn.assign({ locale: undefined })", /'undefined' is not assignable/],
  ["conn.assign(5)", /not assignable/],
  ['conn.assigns.locale = "de"', /'"de"' is not assignable/],
  ["conn.assigns.locale.length()", /not callable/],
  ["conn.assigns.currentUser.name", /possibly 'undefined'/],
  ["conn.assigns.lcoale.length", /is of type 'unknown'/],
  ['page_.render("profile")', /Expected 2 arguments/],
  ['page_.render("profile", {})', /Property 'currentUser' is missing/],
  ['page_.render("profile", { currentUser: "Ada" })', /'string' is not assignable to type 'User'/],
  ['page_.render("home", { locale: "de" })', /'"de"' is not assignable/],
  ['page_.render("greet", { currentUser: page })', /Property 'name' is missing/],
  ['page_.render("show", { messenger: "x", locale: 1 })', /'number' is not assignable/],
  ['page_.render("count")', /Expected 2 arguments/],
  ['page_.assign("messenger", 5).render("show")', /Expected 2 arguments/],
  ['conn.render("whatever", { locale: 5 })', /'number' is not assignable/],
  ['router.scope("/", { assigns: { locale: "de" } }, () => {})', /'"de"' is not assignable/],
];

const RIGHT = [
  'conn.assign("locale", "fr").assigns.locale.length',
  'conn.assign("currentUser", user).assigns.currentUser.name',
  'conn.assign("currentUser", undefined)',
  'conn.assign({ locale: "fr", currentUser: { name: "Ada" }, other: 1 }).assigns.other.toFixed()',
  'conn.assign("undeclared", 5).assigns.undeclared.toFixed()',
  "conn.assign(page).assigns.page.toFixed()",
  "conn.assign({ a: 1 }).assigns.a.toFixed()",
  "conn.assign({})",
  "conn.assign(optional)",
  "conn.assigns.locale.length",
  "conn.assigns.currentUser?.name",
  "conn.assigns.undeclared === 5",
  'conn.assigns.locale = "en"',
  'page_.render("home")',
  'page_.render("home", { locale: "en", extra: 1 })',
  'page_.render("profile", { currentUser: user })',
  'page_.assign("currentUser", user).render("profile")',
  'page_.assign({ currentUser: user }).putStatus(201).render("profile")',
  'page_.render("greet")',
  'page_.render("greet", { greeting: "Hi" })',
  'page_.assign("messenger", "x").render("show")',
  'page_.assign({ messenger: "x" as const }).render("show", { layout: false })',
  'router.scope("/", { assigns: { locale: "fr", section: "blog" } }, () => {})',
  '((plain: Conn) => plain)(page_.assign("currentUser", user))',
];

test("TypeScript checks the assigns that an application declares, and leaves others free", {
  timeout: 60_000,
}, () => {
  const messages = typeErrors(
    new URL("./declared_assigns.ts", import.meta.url),
    HEAD,
    [...MISTAKES.map(([line]) => line), ...RIGHT].map((line) => `void (${line});`),
  );
  MISTAKES.forEach(([line, message], index) => {
    expect.soft(messages[index], line).toMatch(message);
  });
  RIGHT.forEach((line, index) => {
    expect.soft(messages[MISTAKES.length + index], line).toBe("");
  });
});
