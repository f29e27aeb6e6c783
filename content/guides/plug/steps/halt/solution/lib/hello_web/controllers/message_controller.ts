import type { Conn } from "fledge/conn";
import { controller } from "fledge/controller";
import {
  canRead,
  findMessage,
  findUser,
  type Message,
} from "../../hello/mailbox.ts";
import * as MessageHTML from "./message_html.tsx";

declare module "fledge/conn" {
  interface Assigns {
    message?: Message;
  }
}

function fetchMessage(conn: Conn): Conn {
  const message = findMessage(conn.params.id);
  if (message) return conn.assign("message", message);
  return conn
    .putFlash("error", "That message wasn't found")
    .redirect({ to: "/" })
    .halt();
}

/** What fetchMessage found. */
function messageOf(conn: Conn): Message {
  const { message } = conn.assigns;
  if (!message) throw new Error("Plug fetchMessage in before this.");
  return message;
}

export const MessageController = controller(
  { html: MessageHTML },
  {
    /** Logs a user in, without a password: this guide is about plugs. */
    enter(conn, { name }) {
      return conn
        .putSession("user", name)
        .putFlash("info", `You are ${name} now`)
        .redirect({ to: "/" });
    },

    show(conn) {
      const message = messageOf(conn);
      const user = findUser(conn.getSession("user"));
      if (user) {
        if (canRead(user, message)) {
          return conn.render("show", { message });
        } else {
          return conn
            .putFlash("error", "You can't access that page")
            .redirect({ to: "/" });
        }
      } else {
        return conn
          .putFlash("error", "You must be logged in")
          .redirect({ to: "/" });
      }
    },
  },
).plug(fetchMessage, { only: ["show"] });
