import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseError } from "../../../ecto/database/database_error.ts";

/**
 * Takes a folder of PostgreSQL files for this process: two processes writing them would destroy them.
 *
 * @returns gives the folder back; also done when the process exits
 * @throws {DatabaseError} when another process that is still alive has it
 */
export function lockFolder(folder: string): () => void {
  const path = join(folder, "fledge.pid");
  for (let attempt = 0; ; attempt += 1) {
    try {
      writeFileSync(path, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST" || attempt > 1) throw error;
      const owner = Number(readFileSync(path, "utf8"));
      if (owner !== process.pid && isAlive(owner)) throw inUse(folder, owner);
      rmSync(path, { force: true });
    }
  }
  const unlock = () => {
    process.off("exit", unlock);
    rmSync(path, { force: true });
  };
  process.once("exit", unlock);
  return unlock;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function inUse(folder: string, pid: number): DatabaseError {
  return new DatabaseError(
    `the database files in ${folder} are in use by the process ${pid}: stop it first (a \`fledge server\`, perhaps), ` +
      "or use a PostgreSQL server, which many processes can share (repo.url: postgres://…)",
    { code: "in_use" },
  );
}
