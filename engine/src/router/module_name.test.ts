import { expect, test } from "vitest";
import { callSite, parseFrame } from "./call_site.ts";
import { moduleName } from "./module_name.ts";

test.each([
  ["/home/me/hello/lib/hello_web/controllers/page_controller.ts", "HelloWeb.PageController"],
  ["/hello/lib/hello_web/controllers/admin/user_controller.ts", "HelloWeb.Admin.UserController"],
  ["/hello/lib/hello_web/router.ts", "HelloWeb.Router"],
  ["lib/hello_web/live/online_live.tsx", "HelloWeb.OnlineLive"],
  ["/lib/app/lib/hello_web/plugs/locale.ts", "HelloWeb.Locale"],
  ["C:\\hello\\lib\\hello_web\\router.ts", "HelloWeb.Router"],
  ["/somewhere/my-router.test.ts", "MyRouterTest"],
  [undefined, undefined],
])("moduleName(%j) is %j", (file, name) => {
  expect(moduleName(file)).toBe(name);
});

test.each([
  ["at Object.<anonymous> (/hello/lib/router.ts:10:3)", "/hello/lib/router.ts", 10],
  ["at /hello/lib/router.ts:10:3", "/hello/lib/router.ts", 10],
  ["at file:///hello/lib/router.ts:10:3", "/hello/lib/router.ts", 10],
  ["at async Promise.all (index 0)", undefined, undefined],
  ["at new Router (http://localhost:3000/lib/router.ts?v=1:7:9)", "http://localhost:3000/lib/router.ts", 7],
  ["at eval (lib/hello_web/router.ts:3:1)", "lib/hello_web/router.ts", 3],
])("parseFrame(%j)", (frame, file, line) => {
  expect(parseFrame(frame)).toEqual(file === undefined ? undefined : { file, line });
});

test("callSite is where the function was called", () => {
  function declare() {
    return callSite(declare);
  }
  const site = declare();
  expect(site!.file).toMatch(/module_name\.test\.ts$/);
});
