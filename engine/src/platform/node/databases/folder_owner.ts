import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { hostname, tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError } from "../../../ecto/database/database_error.ts";

// Two processes that write PostgreSQL's files would destroy them, so that one owns the folder, and others connect to its socket.
// The owner listens before it says in this file where, and until it took the file away: one that cannot be reached is dead.
const OWNER_FILE = "owner.json";
const TEMPORARY = "fledge-socket-";
const CLAIM_FILE = "owner.claim";

/** Bytes that the address of a local socket may have on every system. */
const ADDRESS_LIMIT = 100;
const ATTEMPTS = 20;
const PAUSE = 50;
/** Milliseconds after which a file that was not written to its end never will be. */
const WRITING = 2000;

interface Owner {
  pid: number;
  host: string;
  /** Absent where no local socket can be made. */
  address?: string;
}

/** This process owns a folder; `release` gives it back, which is also done when the process exits. */
export interface Ownership {
  readonly kind: "owner";
  release(): void;
}

/** Another process owns it. */
export interface Connection {
  readonly kind: "guest";
  readonly pid: number;
  readonly socket: Socket;
}

/**
 * Takes a folder for this process, or connects to the process that has it. What an owner left behind that was killed is taken over.
 *
 * @param onConnection is given other processes' connections once the folder is this one's
 * @throws {DatabaseError} with code `in_use` when another process has it and cannot be reached
 */
export async function joinFolder(
  folder: string,
  onConnection: (socket: Socket) => void,
): Promise<Ownership | Connection> {
  const path = join(folder, OWNER_FILE);
  for (let attempt = 1; ; attempt += 1) {
    const text = readText(path);
    if (text === undefined) {
      const ownership = await takeFolder(folder, onConnection);
      if (ownership) return ownership;
      continue;
    }
    const owner = parseOwner(text);
    if (!owner) {
      if (age(path) > WRITING) removeStale(folder, text);
      await sleep(PAUSE);
      continue;
    }
    const found = owner.address === undefined ? "ENOENT" : await dial(owner.address);
    if (typeof found !== "string") return { kind: "guest", pid: owner.pid, socket: found };
    const last = attempt >= ATTEMPTS;
    if (isDead(owner, found, last)) removeStale(folder, text);
    else if (last) throw inUse(folder, owner);
    else await sleep(PAUSE);
  }
}

async function takeFolder(
  folder: string,
  onConnection: (socket: Socket) => void,
): Promise<Ownership | undefined> {
  const { server, address } = await listen(folder, onConnection);
  const owner: Owner = { pid: process.pid, host: hostname(), ...(address !== undefined && { address }) };
  const path = join(folder, OWNER_FILE);
  const text = JSON.stringify(owner);
  const close = () => {
    server?.close();
    if (address !== undefined) removeSocket(folder, address);
  };
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o600 });
  } catch (error) {
    close();
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return undefined;
    throw error;
  }
  const release = () => {
    process.off("exit", release);
    if (readText(path) === text) rmSync(path, { force: true });
    close();
  };
  process.once("exit", release);
  return { kind: "owner", release };
}

/** Listens beside the files, or where that cannot be (too long a path, a file system without sockets) in the temporary folder. */
async function listen(
  folder: string,
  onConnection: (socket: Socket) => void,
): Promise<{ server?: Server; address?: string }> {
  const name = `${process.pid}-${randomBytes(6).toString("hex")}`;
  const places =
    process.platform === "win32"
      ? [() => `\\\\.\\pipe\\fledge-${name}`]
      : [
          () => join(folder, `${name}.sock`),
          // Only this user may enter it.
          () => join(mkdtempSync(join(tmpdir(), TEMPORARY)), "socket"),
        ];
  for (const place of places) {
    try {
      const address = place();
      if (Buffer.byteLength(address) > ADDRESS_LIMIT) continue;
      const server = createServer(onConnection);
      await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(address, resolve);
      });
      server.unref();
      if (process.platform !== "win32") chmodSync(address, 0o600);
      return { server, address };
    } catch {
      // The next place, or none: others are refused then.
    }
  }
  return {};
}

/** The socket, or the code of what kept it from being connected. */
function dial(address: string): Promise<Socket | string> {
  return new Promise((resolve) => {
    const socket = connect(address);
    const fail = (error: NodeJS.ErrnoException) => resolve(error.code ?? "unknown");
    socket.once("error", fail);
    socket.once("connect", () => {
      socket.off("error", fail);
      resolve(socket);
    });
  });
}

/** @param last whether it was tried often enough: some systems refuse a connection also when too many wait */
function isDead({ pid, host }: Owner, failure: string, last: boolean): boolean {
  // On another machine neither the process nor its socket can be seen from here.
  if (host !== hostname()) return false;
  if (!isAlive(pid)) return true;
  // The number may be another process's by now.
  return last && failure === (process.platform === "win32" ? "ENOENT" : "ECONNREFUSED");
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes what a dead owner left. One process at a time does so: a second one would remove what the first wrote anew. */
function removeStale(folder: string, text: string): void {
  const claim = join(folder, CLAIM_FILE);
  try {
    writeFileSync(claim, "", { flag: "wx" });
  } catch {
    if (age(claim) > WRITING) rmSync(claim, { force: true });
    return;
  }
  try {
    const path = join(folder, OWNER_FILE);
    if (readText(path) !== text) return;
    const address = parseOwner(text)?.address;
    if (address !== undefined) removeSocket(folder, address);
    rmSync(path, { force: true });
  } finally {
    rmSync(claim, { force: true });
  }
}

function removeSocket(folder: string, address: string): void {
  const parent = dirname(address);
  if (parent === folder) rmSync(address, { force: true });
  else if (dirname(parent) === tmpdir() && basename(parent).startsWith(TEMPORARY))
    rmSync(parent, { recursive: true, force: true });
}

function parseOwner(text: string): Owner | undefined {
  try {
    const owner = JSON.parse(text) as Partial<Owner> | null;
    return Number.isInteger(owner?.pid) && (owner?.pid as number) > 0 ? (owner as Owner) : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function age(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function inUse(folder: string, { pid, host }: Owner): DatabaseError {
  const where = host === hostname() ? "" : ` on ${host}`;
  return new DatabaseError(
    `the database files in ${folder} are in use by the process ${pid}${where}, which does not answer: stop it first. If there is ` +
      `no such process any more, delete ${join(folder, OWNER_FILE)}`,
    { code: "in_use" },
  );
}
