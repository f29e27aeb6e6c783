import { describe, expect, test } from "vitest";
import { Decimal } from "./decimal.ts";

describe("Decimal", () => {
  test.each([
    ["15.50", "15.50"],
    ["-0.5", "-0.5"],
    [".5", "0.5"],
    ["5.", "5"],
    ["+1", "1"],
    ["1.5e2", "150"],
    ["15e-3", "0.015"],
    [0.1, "0.1"],
    [1e21, "1000000000000000000000"],
    [12345678901234567890n, "12345678901234567890"],
  ])("reads %s", (given, text) => {
    expect(new Decimal(given).toString()).toBe(text);
    expect(JSON.stringify(new Decimal(given))).toBe(`"${text}"`);
  });

  test.each(["", ".", "x", "1.2.3", "1e", "Infinity", "0x10", " 1", "1e99999"])("refuses %j", (given) => {
    expect(Decimal.parse(given)).toBeNull();
    expect(() => new Decimal(given)).toThrow("not a decimal");
  });

  test.each([
    ["add", "0.1", "0.2", "0.3"],
    ["sub", "1", "0.99", "0.01"],
    ["mult", "15.50", "2", "31.00"],
    ["div", "1", "3", "0.3333333333333333333333333333"],
    ["div", "10", "4", "2.5"],
    ["div", "2", "3", "0.6666666666666666666666666667"],
    ["div", "-7", "2", "-3.5"],
  ] as const)("%s %s %s", (operation, left, right, result) => {
    expect(new Decimal(left)[operation](right).toString()).toBe(result);
  });

  test("rounds half away from zero", () => {
    expect(new Decimal("2.345").round(2).toString()).toBe("2.35");
    expect(new Decimal("-2.345").round(2).toString()).toBe("-2.35");
    expect(new Decimal("2.5").round().toString()).toBe("3");
    expect(new Decimal("2").round(2).toString()).toBe("2.00");
  });

  test("compares numbers, not digits", () => {
    expect(new Decimal("1.0").eq("1.00")).toBe(true);
    expect(new Decimal("-1").compare(1)).toBe(-1);
    expect(new Decimal("10").compare("9.99")).toBe(1);
    expect(() => new Decimal(1).div(0)).toThrow("by zero");
  });
});
