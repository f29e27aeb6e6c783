#!/usr/bin/env node
import { closePglite } from "../platform/node/databases/pglite.ts";
import { nodePlatform } from "../platform/node/platform.ts";
import { runProgram } from "../platform/node/run_program.ts";
import { runTests } from "../platform/node/run_tests.ts";
import { serve } from "../platform/node/serve.ts";
import { nodeTerminal } from "../platform/node/terminal.ts";
import { runCommand } from "./run_command.ts";

const root = process.cwd().replaceAll("\\", "/");
const platform = nodePlatform({ commands: { run: runProgram, serve, test: runTests } });
const context = { fs: platform.fs, terminal: nodeTerminal(), root, platform, vars: process.env };
const code = await runCommand(process.argv.slice(2), context);
// Other processes may wait for the files.
await closePglite();
// Pools that a command leaves open must not keep the process.
process.exit(code);
