import { type Syntax, walk } from "./syntax.ts";

/** Whether an imported name is used for more than a type; a package's types cannot be told from names that are missing. */
export function isUsedAsValue(syntax: Syntax, specifier: string, name: string): boolean {
  const locals = new Set<string>();
  for (const statement of syntax.ast.program.body) {
    if (statement.type === "ExportNamedDeclaration" && statement.source?.value === specifier) return false;
    if (statement.type !== "ImportDeclaration" || statement.source.value !== specifier) continue;
    for (const entry of statement.specifiers) {
      const imported =
        entry.type === "ImportDefaultSpecifier"
          ? "default"
          : entry.type === "ImportSpecifier"
            ? entry.imported.type === "Identifier"
              ? entry.imported.name
              : entry.imported.value
            : undefined;
      if (imported === name) locals.add(entry.local.name);
    }
  }
  let used = false;
  walk(syntax.ast.program, (node) => {
    if (
      node.type === "ImportDeclaration" ||
      node.type === "TSTypeAnnotation" ||
      node.type === "TSTypeParameterInstantiation"
    )
      return false;
    if (
      node.type.startsWith("TS") &&
      !/^TS(As|Satisfies|NonNull|Enum|Module|Parameter|Export|Instantiation)/.test(node.type)
    )
      return false;
    if ((node.type === "Identifier" || node.type === "JSXIdentifier") && locals.has(node.name)) used = true;
    return !used;
  });
  return used;
}
