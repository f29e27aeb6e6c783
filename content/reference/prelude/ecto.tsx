// What the examples of queries and of the repository work with.
import { change, type Repo } from "fledge/ecto";
import { Order } from "./data.tsx";

export const params = { id: "1" };
/** An order to be saved. */
export const order = change(new Order(), {});
export const cart = { id: 1 };
export const pruneCart = async (_repo: Repo, { id }: { id: number }) => ({ ok: true as const, value: id });
