import { renderToString } from "fledge/controller";
import { expect } from "vitest";
import * as ErrorHTML from "../../../lib/app_name_web/controllers/error_html.tsx";
import { test } from "../../support/conn_case.ts";

test("renders 404.html", () => {
  expect(renderToString(ErrorHTML, "404", "html")).toBe("Not Found");
});

test("renders 500.html", () => {
  expect(renderToString(ErrorHTML, "500", "html")).toBe(
    "Internal Server Error",
  );
});
