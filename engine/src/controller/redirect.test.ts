import fc from "fast-check";
import { expect, test } from "vitest";
import { Conn } from "../conn/conn.ts";
import { TestAdapter } from "../http/test_adapter.ts";

test("whatever a redirect takes for a path, a browser takes for one of this site", () => {
  const tricky = fc.array(
    fc.constantFrom(
      "/",
      "\\",
      "\t",
      "\n",
      "\r",
      "%09",
      "%5c",
      "//",
      "@",
      ":",
      "evil.com",
      "a",
      ".",
      "?",
      "#",
      " ",
    ),
    {
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(tricky, (parts) => {
      const to = `/${parts.join("")}`;
      let location: string | undefined;
      try {
        location = new Conn(new TestAdapter()).redirect({ to }).getRespHeader("location");
      } catch {
        return;
      }
      expect(new URL(location!, "https://own.example/").origin).toBe("https://own.example");
    }),
    { numRuns: 5000 },
  );
});
