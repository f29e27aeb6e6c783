import { controller } from "fledge/controller";

export const ProfileController = controller(
  {},
  {
    show: (conn) => conn.text("Your profile"),
    edit: (conn) => conn.text("A form for your profile"),
    update: (conn) => conn.text("Changes your profile"),
  },
);
