import { expect } from "vitest";
import * as ErrorJSON from "../../../lib/app_name_web/controllers/error_json.ts";
import { test } from "../../support/conn_case.ts";

test("renders 404", () => {
  expect(ErrorJSON.render("404.json")).toEqual({
    errors: { detail: "Not Found" },
  });
});

test("renders 500", () => {
  expect(ErrorJSON.render("500.json")).toEqual({
    errors: { detail: "Internal Server Error" },
  });
});
