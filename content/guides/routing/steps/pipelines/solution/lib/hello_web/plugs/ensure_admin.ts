import type { Conn } from "fledge/conn";

/** Lets administrators through and nobody else. */
export function ensureAdmin(conn: Conn): Conn {
  if (conn.params.role === "admin") return conn;
  return conn.putStatus(403).text("Only for administrators").halt();
}
