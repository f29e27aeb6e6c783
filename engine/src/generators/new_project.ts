import { newBinaryFiles, newTextTemplates } from "./generated/new_templates.ts";
import { randomSecret } from "./secret.ts";
import { fill, renderTemplate, type TemplateContext } from "./template.ts";

/** Databases that a new project may be made for. */
export const databases = ["pglite", "postgres"] as const;

/** What a new project is made with. */
export interface NewProjectOptions {
  /** Name of the application: `hello`. */
  app: string;
  /** Name of its modules: `Hello`. */
  module: string;
  /** `pglite` unless told. */
  database?: (typeof databases)[number];
  /** Whether it has a database; true unless told. */
  ecto?: boolean;
  /** Whether it has pages, layouts and components; true unless told. */
  html?: boolean;
  /** Whether it has `assets/`; true unless told. */
  assets?: boolean;
  /** Makes the secrets; random ones unless told. */
  secret?: () => string;
}

/** Files that belong to one part alone; a project without that part does not get them. */
const parts: [part: "ecto" | "html" | "assets", path: RegExp][] = [
  ["ecto", /^(lib\/app_name\/repo\.ts|priv\/repo\/|test\/support\/data_case)/],
  ["html", /^(lib\/app_name_web\/(components\/|controllers\/(page_|error_html))|priv\/static\/images\/)/],
  ["html", /^test\/app_name_web\/controllers\/(page_controller|error_html)/],
  ["assets", /^assets\//],
];

/**
 * The files of a new project.
 *
 * @returns path relative to the project's folder → contents, sorted by path
 * @example
 * newProject({ app: "hello", module: "Hello" })["lib/hello/repo.ts"];
 * @see Mix.Tasks.Phx.New
 */
export function newProject(options: NewProjectOptions): Record<string, string | Uint8Array> {
  const { app, module, database = "pglite", ecto = true, html = true, secret = randomSecret } = options;
  const assets = (options.assets ?? true) && html;
  const has = { ecto, html, assets };
  const context: TemplateContext = {
    app,
    module,
    flags: { ...has, pglite: ecto && database === "pglite", postgres: ecto && database === "postgres" },
    values: {
      secret_key_base_dev: secret(),
      secret_key_base_test: secret(),
      signing_salt: secret().slice(0, 8),
      setup_rest: ecto ? " and to make the database" : "",
    },
  };
  const wanted = (path: string) => parts.every(([part, pattern]) => has[part] || !pattern.test(path));
  const files: [string, string | Uint8Array][] = [];
  for (const [path, template] of Object.entries(newTextTemplates)) {
    if (wanted(path)) files.push([target(path, context), renderTemplate(template, context)]);
  }
  for (const [path, base64] of Object.entries(newBinaryFiles)) {
    if (wanted(path))
      files.push([target(path, context), Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))]);
  }
  return Object.fromEntries(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** npm leaves files named `.gitignore` out of packages, so the templates go without the dot. */
function target(path: string, context: TemplateContext): string {
  return fill(path, context).replace(/(^|\/)git(ignore|keep)$/, "$1.git$2");
}
