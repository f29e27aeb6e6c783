import { controller } from "fledge/controller";
import { canRead, findMessage, findUser } from "../../hello/mailbox.ts";
import * as MessageHTML from "./message_html.tsx";

export const MessageController = controller(
  { html: MessageHTML },
  {
    /** Logs a user in, without a password: this guide is about plugs. */
    enter(conn, { name }) {
      return conn.putSession("user", name).putFlash("info", `You are ${name} now`).redirect({ to: "/" });
    },

    show(conn, { id }) {
      const user = findUser(conn.getSession("user"));
      if (user) {
        const message = findMessage(id);
        if (message) {
          if (canRead(user, message)) {
            return conn.render("show", { message });
          } else {
            return conn.putFlash("error", "You can't access that page").redirect({ to: "/" });
          }
        } else {
          return conn.putFlash("error", "That message wasn't found").redirect({ to: "/" });
        }
      } else {
        return conn.putFlash("error", "You must be logged in").redirect({ to: "/" });
      }
    },
  },
);
