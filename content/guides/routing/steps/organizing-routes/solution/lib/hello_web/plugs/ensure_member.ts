import type { Conn } from "fledge/conn";

/** Lets members through and nobody else. */
export function ensureMember(conn: Conn): Conn {
  if (conn.params.role === "member") return conn;
  return conn.putStatus(403).text("Only for members").halt();
}
