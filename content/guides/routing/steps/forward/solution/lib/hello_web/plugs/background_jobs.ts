import type { PlugModule } from "fledge/plug";

/** Shows the work in the background; `name` is the application's. */
export const BackgroundJobs: PlugModule<{ name: string }, string> = {
  name: "HelloWeb.BackgroundJobs",

  init({ name }) {
    return name;
  },

  call(conn, name) {
    switch (conn.pathInfo.join("/")) {
      case "":
        return conn.text(
          `Jobs of ${name}, see /${conn.scriptName.join("/")}/pending`,
        );
      case "pending":
        return conn.text("Two jobs are waiting");
      default:
        return conn.putStatus(404).text("There is no such list of jobs");
    }
  },
};
