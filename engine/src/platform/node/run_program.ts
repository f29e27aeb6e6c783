import { spawn } from "node:child_process";

/**
 * Runs a program with the streams of this process.
 *
 * @returns its exit code; 1 when a signal ended it
 * @throws Error when there is no such program
 */
export function runProgram(program: string, args: string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    // npm and npx are scripts on Windows, which only a shell starts; their arguments here are ours.
    const child = spawn(program, args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
    child.once("error", reject);
    child.once("exit", (code) => resolve(code ?? 1));
  });
}
