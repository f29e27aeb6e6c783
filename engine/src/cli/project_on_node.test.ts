import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import * as https from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

// What a person does with the package as npm would install it: make a project, check it, test it, serve it, change it.

const engine = fileURLToPath(new URL("../..", import.meta.url));
const installed = join(engine, "../node_modules");
let folder: string;
let root: string;
let server: ChildProcess | undefined;

interface Outcome {
  code: number;
  output: string;
}

function fledge(args: string[], vars: Record<string, string> = {}): Promise<Outcome> {
  const bin = join(root, "node_modules/fledge/dist/cli/bin.js");
  // What is set for this test's own Vitest is not for the project's.
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|TEST$|MODE$|DEV$|PROD$)/.test(name),
  );
  const env = { ...Object.fromEntries(inherited), NO_COLOR: "1", ...vars };
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd: root, env }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code ?? 1) : 0, output: stdout + stderr }),
    );
  });
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "fledge-project-"));
  root = join(folder, "hello");
  const packed = join(folder, "package");
  mkdirSync(packed);
  // What the build does, without its check of types, which takes most of the time.
  const tsc = [join(installed, "typescript/bin/tsc"), "-p", "tsconfig.build.json", "--noCheck"];
  execFileSync(process.execPath, [...tsc, "--outDir", join(packed, "dist")], { cwd: engine, stdio: "pipe" });
  cpSync(join(engine, "package.json"), join(packed, "package.json"));
  // Only what npm would publish is installed.
  execFileSync("npm", ["pack", "--pack-destination", folder], { cwd: packed, stdio: "pipe" });
  mkdirSync(join(root, "node_modules/fledge"), { recursive: true });
  const { name, version, dependencies } = JSON.parse(readFileSync(join(packed, "package.json"), "utf8"));
  const tarball = join(folder, `${name}-${version}.tgz`);
  execFileSync("tar", ["-xzf", tarball, "--strip-components=1", "-C", join(root, "node_modules/fledge")]);
  const needed = [
    ...Object.keys(dependencies),
    "@electric-sql/pglite",
    "@types/node",
    "typescript",
    "vitest",
  ];
  for (const needs of needed) {
    mkdirSync(dirname(join(root, "node_modules", needs)), { recursive: true });
    // npm puts a workspace's package beside the workspace or at the top.
    const own = join(engine, "node_modules", needs);
    symlinkSync(existsSync(own) ? own : join(installed, needs), join(root, "node_modules", needs));
  }
}, 90_000);

afterAll(() => {
  server?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

test("fledge new makes a project that type-checks and passes its tests", async () => {
  // The folder is there already: its packages are.
  const made = await new Promise<string>((resolve) => {
    const bin = join(root, "node_modules/fledge/dist/cli/bin.js");
    const child = execFile(
      process.execPath,
      [bin, "new", "hello", "--no-install"],
      { cwd: folder },
      (_, out) => resolve(out),
    );
    child.stdin!.end("y\n");
  });
  expect(made).toContain("* creating hello/lib/hello_web/router.ts");
  expect(await fledge(["compile"])).toEqual({
    code: 0,
    output: expect.stringMatching(/^Compiling \d+ files\n$/),
  });
  const tested = await fledge(["test"]);
  expect(tested.output).toMatch(/5 passed/);
  expect(tested.code).toBe(0);
}, 120_000);

test("a wrong link is a type error, a failing test fails the command, a line runs one test", async () => {
  const controller = join(root, "lib/hello_web/controllers/page_controller.ts");
  const before = readFileSync(controller, "utf8");
  writeFileSync(
    controller,
    `${before}import { path } from "../../hello_web.ts";\nexport const wrong = () => path("/nowhere");\n`,
  );
  const compiled = await fledge(["compile"]);
  expect(compiled.code).not.toBe(0);
  expect(compiled.output).toMatch(/page_controller\.ts\(\d+,\d+\): error TS2345.*"\/nowhere"/);
  writeFileSync(controller, before);

  const file = "test/hello_web/two.test.ts";
  const lines = [
    'import { expect, test } from "vitest";',
    'test("good", () => {});',
    'test("bad", () => expect(1).toBe(2));',
  ];
  writeFileSync(join(root, file), lines.join("\n"));
  expect(await fledge(["test", file])).toMatchObject({
    code: 1,
    output: expect.stringContaining("1 failed | 1 passed"),
  });
  expect(await fledge(["test", `${file}:2`])).toMatchObject({
    code: 0,
    output: expect.stringContaining("1 passed"),
  });
  expect(await fledge(["test", "test/none.test.ts"])).toMatchObject({
    code: 1,
    output: expect.stringContaining("no file or folder"),
  });
  rmSync(join(root, file));
}, 120_000);

test("fledge server serves, reloads, shows errors and stops", async () => {
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const bin = join(root, "node_modules/fledge/dist/cli/bin.js");
  const env = { ...process.env, PORT: String(port), NO_COLOR: "1" };
  server = spawn(process.execPath, [bin, "server"], { cwd: root, env });
  let output = "";
  for (const stream of [server.stdout!, server.stderr!]) stream.on("data", (chunk) => (output += chunk));
  await vi.waitFor(
    () => expect(output).toContain(`Access HelloWeb.Endpoint at http://localhost:${port}`),
    20_000,
  );
  expect(output).toContain(
    `Running HelloWeb.Endpoint with Node ${process.version} at 127.0.0.1:${port} (http)`,
  );

  const get = async (path: string) =>
    (await fetch(`${address}${path}`, { headers: { accept: "text/html" } })).text();
  expect(await get("/")).toContain("Hello has hatched.");
  expect(await get("/assets/app.css")).toContain(".welcome");
  expect(await get("/images/logo.svg")).toContain("<svg");
  expect(await get("/")).toContain("/fledge/live_reload/script.js");

  const events = await fetch(`${address}/fledge/live_reload/events`);
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  let told = "";
  const listening = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) told += part.value;
  })().catch((error: Error) => {
    told += error.message;
  });

  const page = join(root, "lib/hello_web/controllers/page_html.tsx");
  const source = readFileSync(page, "utf8");
  writeFileSync(page, source.replace("has hatched.", "can fly."));
  await vi.waitFor(async () => expect(await get("/")).toContain("Hello can fly."), 5000);
  await vi.waitFor(() => expect(told).toContain("event: page"), 5000);

  writeFileSync(page, source.replace("</h1>", "</h2>"));
  await vi.waitFor(async () => expect(await get("/")).toContain("The application does not compile"), 5000);
  expect(output).toMatch(/\[error\] lib\/hello_web\/controllers\/page_html\.tsx:\d+:\d+: /);
  writeFileSync(page, source);
  // The error page shows the lines around the mistake, this text among them.
  await vi.waitFor(async () => expect(await get("/")).toContain("<h1>Hello has hatched."), 5000);

  const css = join(root, "assets/css/app.css");
  writeFileSync(css, `${readFileSync(css, "utf8")}\n.new-rule {}\n`);
  await vi.waitFor(() => expect(told).toContain("event: css"), 5000);
  expect(await get("/assets/app.css")).toContain(".new-rule");

  const router = join(root, "lib/hello_web/router.ts");
  writeFileSync(
    router,
    readFileSync(router, "utf8").replace(
      'r.get("/", PageController, "home");',
      '$&\n  r.get("/again/:id", PageController, "home");',
    ),
  );
  await vi.waitFor(async () => expect(await get("/again/1")).toContain("Hello has hatched."), 5000);
  expect(readFileSync(join(root, "lib/hello_web/routes.d.ts"), "utf8")).toContain(
    '"/again/:id": { id: Param };',
  );

  expect(await fledge(["server"], { PORT: String(port) })).toEqual({
    code: 1,
    output: `error: the port ${port} is in use by another program; choose another with PORT=4001 or in config/dev.ts\n`,
  });
  expect(await fledge(["server"], { PORT: "http" })).toMatchObject({
    code: 1,
    output: expect.stringContaining("must be a number"),
  });

  // What fails outside of a request ends neither the server nor a request.
  writeFileSync(
    page,
    `${source}\nsetTimeout(() => { throw new Error("late"); });\nvoid Promise.reject(new Error("alone"));\n`,
  );
  await vi.waitFor(() => expect(output).toMatch(/\[error\] Error: late/), 5000);
  expect(output).toMatch(/nobody waited for it: Error: alone/);
  expect(await get("/")).toContain("<h1>Hello has hatched.");

  const ended = new Promise((resolve) => server!.once("exit", resolve));
  server.kill("SIGTERM");
  expect(await ended).toBe(0);
  await listening;
}, 120_000);

test("fledge routes prints the routes, and which action answers a URL", async () => {
  expect((await fledge(["routes"])).output).toMatch(/^ *GET {2}\/ +HelloWeb\.PageController :home$/m);
  expect((await fledge(["routes", "--method", "post"])).output).toBe("No route answers to POST.\n");
  const { output } = await fledge(["routes", "--info", "http://localhost/again/7"]);
  expect(output).toMatch(/Module: HelloWeb\.PageController\nFunction: home\nRoute: GET \/again\/:id\n/);
  expect(output).toMatch(/Declared at: .*router\.ts:\d+\n/);
  expect(await fledge(["routes", "--info", "/nope"])).toMatchObject({
    code: 1,
    output: "error: no route answers GET /nope\n",
  });
}, 30_000);

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

test("fledge gen.cert makes what fledge server serves https with", async () => {
  const [port, tlsPort] = [await freePort(), await freePort()];
  expect(await fledge(["gen.cert", "localhost", "hello.local"])).toMatchObject({ code: 0 });
  const file = join(root, "config/dev.ts");
  const configure = (text: string) =>
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace(/(codeReloader: true,\n)(?: *https: .*\n)?/, `$1${text}`),
    );
  const certfile = "priv/cert/selfsigned.pem";
  configure(
    `https: { port: ${tlsPort}, keyfile: "priv/cert/selfsigned_key.pem", certfile: "${certfile}" },\n`,
  );

  const bin = join(root, "node_modules/fledge/dist/cli/bin.js");
  const env = { ...process.env, PORT: String(port), NO_COLOR: "1" };
  server = spawn(process.execPath, [bin, "server"], { cwd: root, env });
  let output = "";
  for (const stream of [server.stdout!, server.stderr!]) stream.on("data", (chunk) => (output += chunk));
  await vi.waitFor(
    () => expect(output).toContain(`Access HelloWeb.Endpoint at https://localhost:${tlsPort}`),
    20_000,
  );
  expect(output).toContain(`at 127.0.0.1:${tlsPort} (https)`);
  expect(output).toContain(`at 127.0.0.1:${port} (http)`);

  // The client trusts this certificate and no other, and checks the name that it asks for.
  const ca = readFileSync(join(root, certfile));
  const ask = (servername: string) =>
    new Promise<string>((resolve, reject) => {
      https
        .get(
          { host: "127.0.0.1", port: tlsPort, path: "/", ca, servername, agent: false },
          async (response) => {
            let body = "";
            for await (const chunk of response) body += chunk;
            resolve(body);
          },
        )
        .on("error", reject);
    });
  expect(await ask("localhost")).toContain("Hello has hatched.");
  expect(await ask("hello.local")).toContain("Hello has hatched.");
  await expect(ask("example.com")).rejects.toThrow("does not match");
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain("Hello has hatched.");

  const ended = new Promise((resolve) => server!.once("exit", resolve));
  server.kill("SIGTERM");
  expect(await ended).toBe(0);

  configure(`https: { port: ${tlsPort}, keyfile: "no_key.pem", certfile: "${certfile}" },\n`);
  expect(await fledge(["server"], { PORT: String(port) })).toMatchObject({
    code: 1,
    output: expect.stringContaining(
      "there is no file no_key.pem, which config/ names as endpoint.https.keyfile",
    ),
  });
  configure(`https: { port: ${tlsPort}, keyfile: "${certfile}", certfile: "${certfile}" },\n`);
  expect(await fledge(["server"], { PORT: String(port) })).toMatchObject({
    code: 1,
    output: expect.stringContaining("endpoint.https.keyfile and certfile in config/ cannot be used"),
  });
  configure("");
}, 120_000);
