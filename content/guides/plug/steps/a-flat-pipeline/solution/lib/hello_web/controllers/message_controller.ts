import type { Conn } from "fledge/conn";
import { controller } from "fledge/controller";
import {
  canRead,
  findMessage,
  findUser,
  type Message,
  type User,
} from "../../hello/mailbox.ts";
import * as MessageHTML from "./message_html.tsx";

declare module "fledge/conn" {
  interface Assigns {
    user?: User;
    message?: Message;
  }
}

function authenticate(conn: Conn): Conn {
  const user = findUser(conn.getSession("user"));
  if (user) return conn.assign("user", user);
  return refuse(conn, "You must be logged in");
}

function fetchMessage(conn: Conn): Conn {
  const message = findMessage(conn.params.id);
  if (message) return conn.assign("message", message);
  return refuse(conn, "That message wasn't found");
}

function authorizeMessage(conn: Conn): Conn {
  if (canRead(userOf(conn), messageOf(conn))) return conn;
  return refuse(conn, "You can't access that page");
}

/** Sends the visitor home, and nobody further. */
function refuse(conn: Conn, reason: string): Conn {
  return conn.putFlash("error", reason).redirect({ to: "/" }).halt();
}

/** What authenticate found. */
function userOf(conn: Conn): User {
  const { user } = conn.assigns;
  if (!user) throw new Error("Plug authenticate in before this.");
  return user;
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
      return conn.render("show", { message: messageOf(conn) });
    },
  },
)
  .plug(authenticate, { only: ["show"] })
  .plug(fetchMessage, { only: ["show"] })
  .plug(authorizeMessage, { only: ["show"] });
