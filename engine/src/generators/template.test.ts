import { describe, expect, test } from "vitest";
import { renderTemplate, type TemplateContext } from "./template.ts";

const context: TemplateContext = {
  app: "hello",
  module: "Hello",
  flags: { yes: true, no: false },
  values: { secret: "abc" },
};

test.each([
  ["app_name_web/AppName.Repo {{secret}}", "hello_web/Hello.Repo abc"],
  ["a\n//% if yes\nb\n//% end\nc", "a\nb\nc"],
  ["a\n//% if no\nb\n//% end\nc", "a\nc"],
  ["//% if no\na\n//% else\nb\n//% end", "b"],
  ["//% if !no\na\n//% else\nb\n//% end", "a"],
  ["//% if no\n//% if yes\na\n//% else\nb\n//% end\n//% else\nc\n//% end", "c"],
  ["  //% if yes\n  a\n  //% end\n", "  a\n"],
])("%j becomes %j", (template, expected) => {
  expect(renderTemplate(template, context)).toBe(expected);
});

describe("mistakes in a template", () => {
  test.each([
    ["//% if other\n//% end", /flag "other"/],
    ["//% if yes", /without \/\/% end/],
    ["//% end", /without \/\/% if/],
    ["//% unless yes", /not a directive/],
    ["{{other}}", /value "other"/],
  ])("%j", (template, message) => {
    expect(() => renderTemplate(template, context)).toThrow(message);
  });
});
