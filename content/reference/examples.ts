import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { GuideError } from "../build/errors.ts";
import type { Example } from "./doc_comment.ts";
import type { ExportSource, ModuleSource } from "./extract.ts";

/** An example as a module that can be compiled and run. */
export interface ComposedExample {
  /** `router/Router.routeInfo`, with a number where a comment has several. */
  id: string;
  /** Where its comment is. */
  file: string;
  line: number;
  /** `run`: the tests run it; `types`: it names what only an application has, and is compiled. */
  checked: "run" | "types";
  /** TypeScript that exports `example`. */
  text: string;
  /** Modules of the prelude that it imports. */
  preludes: string[];
}

/** What a doc comment's example may name without saying where it is from; the order decides. */
interface Scope {
  specifier: string;
  names: ReadonlySet<string>;
}

const DECLARED = "./prelude/declared.tsx";

/** Makes modules of examples: what they name is imported from their own module, the prelude or another module of the framework. */
export class ExampleComposer {
  readonly #modules: readonly ModuleSource[];
  readonly #preludes = new Map<string, Scope>();

  /** `root` is the repository's folder. */
  constructor(root: string, modules: readonly ModuleSource[]) {
    this.#modules = modules;
    const folder = join(root, "content/reference/prelude");
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!/^\w+\.tsx$/.test(file)) continue;
      const names = new Set(exportedNames(readFileSync(join(folder, file), "utf8")));
      this.#preludes.set(file.replace(".tsx", ""), { specifier: `./prelude/${file}`, names });
    }
  }

  /** All examples of all modules; one that two modules export counts once. */
  all(): ComposedExample[] {
    const examples: ComposedExample[] = [];
    const seen = new Set<string>();
    for (const module of this.#modules) {
      const add = (id: string, file: string, list: Example[]) => {
        for (const [index, example] of list.entries()) {
          const place = `${file}:${example.line}`;
          if (seen.has(place)) continue;
          seen.add(place);
          const name = list.length > 1 ? `${id}-${index + 1}` : id;
          examples.push(this.compose(`${module.slug}/${name}`, module.slug, file, example));
        }
      };
      const walk = (entry: ExportSource) => {
        add(entry.id, entry.file, entry.doc.examples);
        entry.members.forEach(walk);
      };
      add("module", module.file, module.intro.examples);
      module.exports.forEach(walk);
    }
    return examples;
  }

  /** One example. Throws `GuideError` when its outcome cannot be read. */
  compose(id: string, slug: string, file: string, example: Example): ComposedExample {
    const source = ts.createSourceFile(
      "example.tsx",
      example.code,
      ts.ScriptTarget.ESNext,
      true,
      ts.ScriptKind.TSX,
    );
    const { used, assigned } = namesOf(source);
    const own = source.statements.filter(ts.isImportDeclaration).map((one) => one.getText(source));
    const scopes = this.#scopes(slug);
    const imports = new Map<string, string[]>();
    const variables: string[] = [];
    for (const name of used) {
      const scope = scopes.find(({ names }) => names.has(name));
      if (!scope) continue;
      const list = imports.get(scope.specifier) ?? [];
      imports.set(scope.specifier, list);
      if (!assigned.has(name)) list.push(name);
      else {
        list.push(`${name} as given${variables.length}`);
        variables.push(`let ${name} = given${variables.length};`);
      }
    }
    const lines = [...imports].map(
      ([specifier, names]) => `import { ${names.join(", ")} } from "${specifier}";`,
    );
    const body = withOutcomes(source, (offset, reason) => {
      const line = source.getLineAndCharacterOfPosition(offset).line;
      throw new GuideError(file, reason, example.line + line);
    });
    const text = [
      ...lines,
      ...own,
      'import type { Outcome } from "./prelude/outcome.ts";',
      "export async function example(outcome: Outcome): Promise<unknown> {",
      ...variables,
      body,
      "return outcome;",
      "}",
    ].join("\n");
    const preludes = [...imports.keys()].filter((specifier) => specifier.startsWith("./prelude/"));
    const checked = preludes.includes(DECLARED) ? "types" : "run";
    return { id, file, line: example.line, checked, text: `${text}\n`, preludes };
  }

  #scopes(slug: string): Scope[] {
    const own = this.#modules.filter((module) => module.slug === slug);
    const others = this.#modules.filter((module) => module.slug !== slug);
    const scopeOf = ({ specifier, exports }: ModuleSource): Scope => ({
      specifier,
      names: new Set(exports.map(({ name }) => name)),
    });
    // `Repo` is the application's own before it is the class.
    const preludes = [slug.replaceAll("-", "_"), "repo", undefined, "web", "data", "declared"];
    return [
      ...preludes.flatMap((name) =>
        name === undefined ? own.map(scopeOf) : [this.#preludes.get(name) ?? []].flat(),
      ),
      ...others.map(scopeOf),
    ];
  }
}

function exportedNames(text: string): string[] {
  return [
    ...text.matchAll(/^export (?:declare )?(?:async )?(?:const|let|function|class|interface|type) (\w+)/gm),
  ]
    .map((match) => match[1]!)
    .concat([...text.matchAll(/^export \{ ([^}]+) \}/gm)].flatMap((match) => match[1]!.split(/,\s*/)));
}

/** Names that a source uses and does not bind itself, and those of them that it assigns. */
function namesOf(source: ts.SourceFile): { used: Set<string>; assigned: Set<string> } {
  const used = new Set<string>();
  const bound = new Set<string>();
  const assigned = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      if (isBinding(node, parent)) bound.add(node.text);
      else if (!isMemberName(node, parent)) used.add(node.text);
      if (
        ts.isBinaryExpression(parent) &&
        parent.left === node &&
        parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
      ) {
        assigned.add(node.text);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const name of bound) used.delete(name);
  return { used, assigned };
}

function isBinding(node: ts.Identifier, parent: ts.Node): boolean {
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent) ||
      ts.isClassDeclaration(parent) ||
      ts.isInterfaceDeclaration(parent) ||
      ts.isTypeAliasDeclaration(parent) ||
      ts.isImportSpecifier(parent) ||
      ts.isNamespaceImport(parent)) &&
    parent.name === node
  );
}

function isMemberName(node: ts.Identifier, parent: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isQualifiedName(parent)) return parent.right === node;
  if (ts.isBindingElement(parent)) return parent.propertyName === node;
  if (ts.isJsxAttribute(parent) || ts.isPropertyAssignment(parent)) return parent.name === node;
  if (
    ts.isJsxOpeningElement(parent) ||
    ts.isJsxClosingElement(parent) ||
    ts.isJsxSelfClosingElement(parent)
  ) {
    return /^[a-z]/.test(node.text);
  }
  return (
    (ts.isClassElement(parent) || ts.isTypeElement(parent) || ts.isMethodDeclaration(parent)) &&
    parent.name === node
  );
}

/**
 * The statements, each outcome that a comment states handed to `outcome`: `f(1); // 2`, and `f(); // throws RangeError`. In an
 * object or a list, `…` at the end stands for what is not said.
 */
function withOutcomes(source: ts.SourceFile, fail: (offset: number, reason: string) => never): string {
  const { text } = source;
  let output = "";
  let at = 0;
  for (const statement of source.statements) {
    const start = statement.getStart(source);
    output += text.slice(at, start);
    at = statement.end;
    // Imports stand on top of the module.
    if (ts.isImportDeclaration(statement)) continue;
    const comment = /^[ \t]*\/\/[ \t]*(.*)/.exec(text.slice(statement.end))?.[1]?.trim();
    const code = text.slice(start, statement.end).replace(/^export (?:default )?/, "");
    const expected = comment === undefined ? undefined : readOutcome(comment);
    if (expected === "broken")
      fail(statement.end, `the outcome "${comment}" cannot be read: write it as a literal`);
    if (ts.isExpressionStatement(statement)) {
      const expression = statement.expression.getText(source);
      const thrown = comment && /^throws (\w+)/.exec(comment)?.[1];
      if (thrown) output += `await outcome.throws(async () => ${expression}, "${thrown}");`;
      else if (expected !== undefined) output += `outcome.is(${expression}, ${expected});`;
      else if (isMarkup(statement.expression)) output += `await outcome.renders(${expression});`;
      else output += `${code.replace(/;?$/, ";")}`;
    } else if (ts.isExportAssignment(statement)) {
      output += `outcome.made(${statement.expression.getText(source)});`;
    } else {
      output += code;
      const name = ts.isVariableStatement(statement) && statement.declarationList.declarations.at(-1)?.name;
      if (expected !== undefined) {
        if (!name || !ts.isIdentifier(name)) fail(start, "only an expression or a constant has an outcome");
        output += ` outcome.is(${name.text}, ${expected});`;
      }
    }
  }
  return output + text.slice(at);
}

function isMarkup(node: ts.Expression): boolean {
  return ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
}

/** A stated outcome as an expression; `undefined` for a comment that is a remark, `"broken"` for a literal that is none. */
export function readOutcome(comment: string): string | undefined {
  if (!/^(?:["'[{\d-]|(?:true|false|null|undefined)\b)/.test(comment)) return undefined;
  const partial = /[,[{]\s*…\s*[\]}]$/.test(comment);
  const literal = comment.replace(/,?\s*…(\s*[\]}])$/, "$1");
  const source = ts.createSourceFile(
    "outcome.ts",
    `(${literal})`,
    ts.ScriptTarget.ESNext,
    true,
  ) as ts.SourceFile & {
    parseDiagnostics: readonly ts.Diagnostic[];
  };
  const [statement] = source.statements;
  const isOne =
    source.parseDiagnostics.length === 0 &&
    source.statements.length === 1 &&
    statement !== undefined &&
    ts.isExpressionStatement(statement) &&
    ts.isParenthesizedExpression(statement.expression) &&
    isLiteral(statement.expression.expression);
  if (!isOne) return "broken";
  return partial ? `${literal}, "in part"` : literal;
}

function isLiteral(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral);
  if (ts.isObjectLiteralExpression(node)) {
    return node.properties.every((one) => ts.isPropertyAssignment(one) && isLiteral(one.initializer));
  }
  if (ts.isPrefixUnaryExpression(node)) return ts.isNumericLiteral(node.operand);
  if (ts.isIdentifier(node)) return node.text === "undefined";
  return (
    ts.isStringLiteral(node) ||
    ts.isNumericLiteral(node) ||
    ts.isNoSubstitutionTemplateLiteral(node) ||
    [ts.SyntaxKind.TrueKeyword, ts.SyntaxKind.FalseKeyword, ts.SyntaxKind.NullKeyword].includes(node.kind)
  );
}
