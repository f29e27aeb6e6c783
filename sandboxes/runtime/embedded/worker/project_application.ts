import { packages } from "fledge:packages";
import { type CommandContext, runCommand } from "fledge/cli";
import { handleWebRequest, type WebRequest, type WebResponse } from "fledge/http";
import { evaluate, type Platform, pgliteOverPort } from "fledge/platform/web";
import { openProject, type Project } from "fledge/project";
import type {
  BootStage,
  FileChange,
  SandboxError,
  SandboxEvent,
  SandboxTerminal,
  TestReport,
} from "../../sandbox.ts";
import { errorPage } from "../error_page.ts";
import type { OpenOptions, TestSelection } from "../protocol.ts";
import type { HostedApplication, OpenApplication } from "./application.ts";
import { explainError } from "./errors.ts";
import { forwardLog } from "./log.ts";
import { ProjectFilesystem } from "./project_files.ts";
import { testCommand } from "./test_command.ts";

/** Opens a project of files with the engine: commands of its set-up first, then its application. */
export const openProjectApplication: OpenApplication = async (options, { database, event }) => {
  forwardLog(event);
  const application = new ProjectApplication(options, database, event);
  const error = await application.start(options.setup);
  return error ? { application, error } : { application };
};

class ProjectApplication implements HostedApplication {
  #files: ProjectFilesystem;
  #platform: Platform;
  #event: (event: SandboxEvent) => void;
  #project: Project | undefined;
  /** Why the project could not be opened. */
  #error: SandboxError | undefined;

  constructor(options: OpenOptions, database: MessagePort, event: (event: SandboxEvent) => void) {
    this.#event = event;
    this.#progress("files", "Writing the files", 0.3);
    this.#files = new ProjectFilesystem(`/${options.name}`, options.files, (changes) =>
      event({ type: "filesChanged", changes }),
    );
    this.#platform = {
      name: "worker",
      fs: this.#files.fs,
      vars: {},
      evaluate,
      importPackage: async (specifier) => {
        const namespace = packages[specifier];
        if (!namespace) throw new Error(`there is no package ${specifier} in the browser`);
        return namespace;
      },
      databases: { pglite: pgliteOverPort(database) },
    };
  }

  /** Runs the set-up and starts the application; what keeps it from starting is returned. */
  async start(setup: string[][]): Promise<SandboxError | undefined> {
    if (setup.length > 0) this.#progress("database", "Preparing the database", 0.5);
    for (const args of setup) await this.#setUp(args);
    this.#progress("application", "Starting the application", 0.8);
    return this.#reload([]);
  }

  async handle(request: WebRequest): Promise<WebResponse> {
    const project = this.#project;
    if (project) {
      return handleWebRequest(project.handler, request, {
        readFile: (path) => this.#files.fs.readBytes(path),
      });
    }
    const reason = this.#error ?? { kind: "platform", message: "The project is not open yet." };
    const body = new TextEncoder().encode(errorPage(reason));
    return { status: 500, headers: [["content-type", "text/html; charset=utf-8"]], body };
  }

  async writeFiles(changes: FileChange[]): Promise<{ error?: SandboxError }> {
    this.#files.apply(changes);
    const error = await this.#reload(changes.map(({ path }) => path));
    return error ? { error } : {};
  }

  async run(args: string[], terminal: SandboxTerminal): Promise<number> {
    const code = await this.#command(args, terminal);
    await this.#takeUp(args);
    return code;
  }

  async runTests({ paths, files = {} }: TestSelection): Promise<TestReport> {
    const laid = new ProjectFilesystem(this.#files.root, { ...this.#files.all(), ...files }, () => {});
    const chosen = paths ?? Object.keys(files).filter((path) => /\.test\.tsx?$/.test(path));
    let report: TestReport | undefined;
    let output = "";
    const terminal: SandboxTerminal = {
      columns: 100,
      write: (text) => {
        output += text;
      },
      question: async () => "",
    };
    const platform: Platform = {
      ...this.#platform,
      fs: laid.fs,
      commands: { test: testCommand((found) => (report = found)) },
    };
    const code = await runCommand(["test", ...chosen], this.#context(terminal, platform));
    if (report) return report;
    const message = output.trim() || `fledge test ended with exit code ${code}`;
    return { outcomes: [], errors: [{ kind: "runtime", message }], durationMs: 0 };
  }

  async #setUp(args: string[]): Promise<void> {
    let output = "";
    const code = await this.#command(args, {
      columns: 100,
      write: (text) => {
        output += text;
      },
      question: async () => "",
    });
    if (code !== 0) {
      this.#event({ type: "log", level: "error", text: `fledge ${args.join(" ")} failed:\n${output}` });
    }
  }

  #command(args: string[], terminal: SandboxTerminal): Promise<number> {
    const platform: Platform = { ...this.#platform, commands: { test: testCommand(() => {}) } };
    return runCommand(args, this.#context(terminal, platform));
  }

  #context(terminal: SandboxTerminal, platform: Platform): CommandContext {
    return {
      fs: platform.fs,
      root: this.#files.root,
      platform,
      vars: platform.vars,
      terminal: {
        columns: terminal.columns,
        colors: true,
        write: (text) => terminal.write(text),
        error: (text) => terminal.write(text),
        question: (prompt) => terminal.question(prompt),
      },
    };
  }

  /** Loads what a command wrote, and has the pages show what it did to the database. */
  async #takeUp(args: string[]): Promise<void> {
    const written = this.#files.takeWritten();
    if (written.length > 0) {
      const error = await this.#reload(written);
      this.#event({ type: "reloaded", ...(error && { error }) });
    } else if (args[0]?.startsWith("ecto.")) this.#event({ type: "reloaded" });
  }

  async #reload(paths: string[]): Promise<SandboxError | undefined> {
    try {
      if (this.#project) {
        const { error } = await this.#project.changed(paths);
        if (error) throw error;
      } else {
        this.#project = await openProject({ platform: this.#platform, root: this.#files.root, env: "dev" });
        await this.#project.start();
      }
      this.#error = undefined;
      return undefined;
    } catch (thrown) {
      this.#error = explainError(thrown, this.#files.paths());
      return this.#error;
    } finally {
      // What the framework wrote itself (the declaration of the routes) needs no other reload.
      this.#files.takeWritten();
    }
  }

  #progress(stage: BootStage, label: string, fraction: number): void {
    this.#event({ type: "progress", stage, label, fraction });
  }
}
