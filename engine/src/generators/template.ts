/** What a template is filled with. */
export interface TemplateContext {
  /** Name of the application: `hello`. Stands where the template says `app_name`. */
  app: string;
  /** Its name as a module's: `Hello`. Stands where the template says `AppName`. */
  module: string;
  /** What `//% if NAME` asks about. */
  flags: Readonly<Record<string, boolean>>;
  /** What `{{name}}` stands for. */
  values: Readonly<Record<string, string>>;
}

const directive = /^\s*\/\/% (if|else|end)(?: (!?)(\w+))?$/;

/**
 * Fills a template. Lines between `//% if NAME` (or `//% if !NAME`) and `//% end` are kept when the flag is set, those after
 * `//% else` when it is not; `app_name`, `AppName` and `{{value}}` are replaced.
 *
 * @throws Error for a directive, flag or value that is not known
 */
export function renderTemplate(template: string, context: TemplateContext): string {
  const kept: string[] = [];
  const conditions: boolean[] = [];
  for (const line of template.split("\n")) {
    const [, word, not, flag] = directive.exec(line) ?? [];
    if (!word) {
      if (/^\s*\/\/%/.test(line)) throw new Error(`not a directive of a template: ${line.trim()}`);
      if (conditions.every(Boolean)) kept.push(line);
    } else if (word === "if") {
      const value = flag === undefined ? undefined : context.flags[flag];
      if (value === undefined) throw new Error(`a template asks for the flag "${flag}", which nobody sets`);
      conditions.push(not ? !value : value);
    } else if (conditions.length === 0) {
      throw new Error(`//% ${word} without //% if in a template`);
    } else if (word === "else") {
      conditions.push(!conditions.pop());
    } else {
      conditions.pop();
    }
  }
  if (conditions.length > 0) throw new Error("//% if without //% end in a template");
  return fill(kept.join("\n"), context);
}

/** Replaces the names in a template or in a path of one. */
export function fill(text: string, { app, module, values }: TemplateContext): string {
  return text
    .replaceAll("app_name", app)
    .replaceAll("AppName", module)
    .replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`a template asks for the value "${name}", which nobody sets`);
      return value;
    });
}
