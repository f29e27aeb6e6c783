import { expect, test } from "vitest";
import { callSite } from "./call_site.ts";
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

test("callSite is where the function was called", () => {
  function declare() {
    return callSite(declare);
  }
  const site = declare();
  expect(site!.file).toMatch(/module_name\.test\.ts$/);
});
