// A form with nested entries.
import { toForm } from "fledge/component";
import { change } from "fledge/ecto";
import { LineItem, Order } from "./data.tsx";

export const form = toForm(change(new Order({ lineItems: [new LineItem({ quantity: 2 })] }), {}));
