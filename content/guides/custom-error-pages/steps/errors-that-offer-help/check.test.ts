import type { ErrorAction } from "fledge/endpoint";
import { get, htmlResponse } from "fledge/testing";
import { describe, expect } from "vitest";
import dev from "../../config/dev.ts";
import { test } from "../support/conn_case.ts";

async function actionsFor(request: Promise<unknown>): Promise<ErrorAction[]> {
  const error = await request.catch((error: unknown) => error);
  expect(error).toMatchObject({ plugStatus: 404 });
  return (error as { actions?: ErrorAction[] }).actions ?? [];
}

test("config/dev.ts has errors explained again", () => {
  expect(dev.endpoint?.debugErrors).toBe(true);
});

describe("a bird that nobody knows", () => {
  test("comes with a button that names it", async ({ conn }) => {
    const actions = await actionsFor(get(conn, "/birds/moa"));
    expect(actions.map(({ label }) => label)).toEqual([
      expect.stringContaining("moa"),
    ]);
  });

  test("has a page once the button was pressed", async ({ conn }) => {
    const [action] = await actionsFor(get(conn, "/birds/dodo"));
    await action?.handler();
    conn = await get(conn, "/birds/dodo");
    expect(htmlResponse(conn, 200)).toMatch(/dodo/i);
  });

  test("is not added by looking", async ({ conn }) => {
    await actionsFor(get(conn, "/birds/kiwi"));
    await actionsFor(get(conn, "/birds/kiwi"));
  });
});
