import type { Node, Statement } from "@babel/types";
import { errorAt, type Syntax, walk } from "./syntax.ts";

/** One name that an import asks for. */
export interface ImportedName {
  name: string;
  line: number;
  column: number;
}

/** One `import`, `export … from` or `import("…")`. */
export interface ImportRecord {
  specifier: string;
  dynamic: boolean;
  line: number;
  column: number;
  names: ImportedName[];
}

/** What a module offers: names (types too) and the modules whose names it passes on with `export *`. */
export interface ExportTable {
  names: Set<string>;
  stars: string[];
}

/** The imports and exports of a file, and where it says `import.meta`. */
export interface ModuleTable {
  imports: ImportRecord[];
  exports: ExportTable;
  importMeta: Node[];
}

/**
 * Reads what a file imports and exports.
 *
 * @throws CompileError for what a project's module cannot do: `await` outside a function, decorators
 */
export function moduleTable(syntax: Syntax): ModuleTable {
  const table: ModuleTable = { imports: [], exports: { names: new Set(), stars: [] }, importMeta: [] };
  for (const statement of syntax.ast.program.body) readStatement(statement, table);
  readExpressions(syntax, table);
  return table;
}

function place(node: Node): { line: number; column: number } {
  const { line, column } = node.loc!.start;
  return { line, column: column + 1 };
}

function nameOf(
  node: { type: "Identifier"; name: string } | { type: "StringLiteral"; value: string },
): string {
  return node.type === "Identifier" ? node.name : node.value;
}

function readStatement(statement: Statement, { imports, exports }: ModuleTable): void {
  switch (statement.type) {
    case "ImportDeclaration": {
      if (statement.importKind === "type") return;
      const names = statement.specifiers.flatMap((entry): ImportedName[] => {
        if (entry.type === "ImportNamespaceSpecifier") return [];
        if (entry.type === "ImportDefaultSpecifier") return [{ name: "default", ...place(entry) }];
        return entry.importKind === "type" ? [] : [{ name: nameOf(entry.imported), ...place(entry) }];
      });
      imports.push({ specifier: statement.source.value, dynamic: false, names, ...place(statement.source) });
      return;
    }
    case "ExportAllDeclaration":
      if (statement.exportKind === "type") return;
      imports.push({
        specifier: statement.source.value,
        dynamic: false,
        names: [],
        ...place(statement.source),
      });
      exports.stars.push(statement.source.value);
      return;
    case "ExportDefaultDeclaration":
      exports.names.add("default");
      return;
    case "ExportNamedDeclaration": {
      const { source } = statement;
      const names: ImportedName[] = [];
      for (const entry of statement.specifiers) {
        exports.names.add(nameOf(entry.exported));
        const typeOnly = entry.type === "ExportSpecifier" && entry.exportKind === "type";
        if (entry.type === "ExportSpecifier" && !typeOnly)
          names.push({ name: entry.local.name, ...place(entry) });
      }
      if (source !== null && source !== undefined && statement.exportKind !== "type") {
        imports.push({ specifier: source.value, dynamic: false, names, ...place(source) });
      }
      if (statement.declaration)
        for (const name of declaredNames(statement.declaration)) exports.names.add(name);
    }
  }
}

function declaredNames(node: Node): string[] {
  if (node.type === "VariableDeclaration") return node.declarations.flatMap((entry) => boundNames(entry.id));
  const { id } = node as { id?: Node | null };
  return id?.type === "Identifier" ? [id.name] : [];
}

/** The names that a pattern such as `{ a, b: [c], ...d }` binds. */
function boundNames(node: Node | null): string[] {
  switch (node?.type) {
    case "Identifier":
      return [node.name];
    case "ObjectPattern":
      return node.properties.flatMap((entry) =>
        boundNames(entry.type === "RestElement" ? entry.argument : entry.value),
      );
    case "ArrayPattern":
      return node.elements.flatMap(boundNames);
    case "AssignmentPattern":
      return boundNames(node.left);
    case "RestElement":
      return boundNames(node.argument);
    default:
      return [];
  }
}

const FUNCTIONS = new Set([
  "FunctionDeclaration",
  "FunctionExpression",
  "ArrowFunctionExpression",
  "ObjectMethod",
  "ClassMethod",
  "ClassPrivateMethod",
]);

function readExpressions(syntax: Syntax, table: ModuleTable): void {
  const inFunction = (node: Node): void => {
    walk(node, (inner) => {
      read(inner);
    });
  };
  const read = (node: Node): void => {
    if (node.type === "Decorator") {
      throw errorAt(syntax, node, "decorators are not supported: call the function on the class instead");
    }
    if (node.type === "MetaProperty" && node.meta.name === "import") table.importMeta.push(node);
    const argument =
      node.type === "ImportExpression"
        ? node.source
        : node.type === "CallExpression" && node.callee.type === "Import"
          ? node.arguments[0]
          : undefined;
    if (argument?.type === "StringLiteral") {
      table.imports.push({ specifier: argument.value, dynamic: true, names: [], ...place(argument) });
    }
  };
  walk(syntax.ast.program, (node) => {
    if (FUNCTIONS.has(node.type)) {
      inFunction(node);
      return false;
    }
    if (node.type === "AwaitExpression" || (node.type === "ForOfStatement" && node.await)) {
      throw errorAt(
        syntax,
        node,
        "await stands outside a function: a module is loaded in one go. Put it into an async function and call that when the value is needed",
      );
    }
    read(node);
  });
}
