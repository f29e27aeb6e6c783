import { describe, expect, test } from "vitest";
import { camelize, humanize, resourceName, underscore, unsuffix } from "./naming.ts";

describe("naming", () => {
  test.each([
    ["User", "", "user"],
    ["HelloWeb.User", "", "user"],
    ["HelloWeb.UserView", "View", "user"],
    ["HelloWeb.Admin.OrderItemController", "Controller", "order_item"],
  ])("resourceName(%j, %j)", (name, suffix, expected) => {
    expect(resourceName(name, suffix)).toBe(expected);
  });

  test.each([
    ["User", "user"],
    ["UserName", "user_name"],
    ["HTML", "html"],
    ["MyHTMLView", "my_html_view"],
    ["PostID2", "post_id2"],
    ["", ""],
  ])("underscore(%j)", (value, expected) => {
    expect(underscore(value)).toBe(expected);
  });

  test.each([
    ["hello", "Hello"],
    ["hello_web", "HelloWeb"],
    ["_private", "Private"],
    ["my__thing", "MyThing"],
    ["admin/user_page", "Admin.UserPage"],
    ["", ""],
  ])("camelize(%j)", (value, expected) => {
    expect(camelize(value)).toBe(expected);
  });

  test.each([
    ["username", "Username"],
    ["created_at", "Created at"],
    ["user_id", "User"],
    ["", ""],
  ])("humanize(%j)", (value, expected) => {
    expect(humanize(value)).toBe(expected);
  });

  test("lower camel case, and a suffix that is not there", () => {
    expect(camelize("hello_web", "lower")).toBe("helloWeb");
    expect(unsuffix("UserView", "Controller")).toBe("UserView");
  });
});
