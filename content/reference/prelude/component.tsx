// A page to render, and a form with nested entries.
import { toForm } from "fledge/component";
import { change } from "fledge/ecto";
import { LineItem, Order } from "./data.tsx";

const order = new Order();
order.lineItems = [new LineItem({ quantity: 2 })];
export const form = toForm(change(order, {}));
export const pageTitle = "Cart";
export const context = { csrfToken: () => "token" };
export const html = <p>Hello</p>;
export const Page = () => <p>Hello</p>;
