import ts from "typescript";

const LINE = 84;

/** A declaration as a reader needs it: without body, `export` and comments; broken at its parameters when it is long. */
export function signatureOf(
  declaration: ts.Declaration,
  checker: ts.TypeChecker,
  exportedName: string,
): string {
  if (ts.isFunctionLike(declaration)) {
    const keyword = ts.isFunctionDeclaration(declaration) ? "function " : "";
    return `${keyword}${callable(declaration, checker, exportedName)}`;
  }
  if (ts.isClassDeclaration(declaration)) {
    const abstract = ts.getModifiers(declaration)?.some((one) => one.kind === ts.SyntaxKind.AbstractKeyword);
    return `${abstract ? "abstract " : ""}class ${heading(declaration, exportedName)}`;
  }
  if (ts.isInterfaceDeclaration(declaration)) return `interface ${heading(declaration, exportedName)}`;
  if (ts.isTypeAliasDeclaration(declaration)) {
    const type = plainText(declaration.type);
    const start = `type ${exportedName}${typeParameters(declaration)} =`;
    if (ts.isUnionTypeNode(declaration.type) && start.length + type.length > LINE) {
      return `${start}\n${declaration.type.types.map((one) => `  | ${plainText(one)}`).join("\n")}`;
    }
    return `${start} ${type}`;
  }
  const type = checker.getTypeAtLocation(declaration);
  if (ts.isVariableDeclaration(declaration)) {
    const written = declaration.type ? plainText(declaration.type) : typeText(type, declaration, checker);
    return `const ${exportedName}: ${written}`;
  }
  if (ts.isModuleDeclaration(declaration)) return `namespace ${exportedName}`;
  return `${exportedName}: ${typeText(type, declaration, checker)}`;
}

/** The type of a field or getter. */
export function fieldType(declaration: ts.Declaration, checker: ts.TypeChecker): string {
  const node =
    ts.isPropertyDeclaration(declaration) ||
    ts.isPropertySignature(declaration) ||
    ts.isParameter(declaration) ||
    ts.isGetAccessor(declaration)
      ? declaration.type
      : undefined;
  return node
    ? plainText(node)
    : typeText(checker.getTypeAtLocation(declaration), declaration, checker).replace(/^typeof .*/, "unknown");
}

function callable(node: ts.SignatureDeclaration, checker: ts.TypeChecker, name: string): string {
  const start = `${ts.isConstructorDeclaration(node) ? `new ${name}` : name}${typeParameters(node)}`;
  const parameters = node.parameters
    .filter((parameter) => parameter.name.getText() !== "this")
    .map((parameter) => parameterText(parameter, checker));
  const end = ts.isConstructorDeclaration(node) ? "" : `: ${returnType(node, checker)}`;
  const line = `${start}(${parameters.join(", ")})${end}`;
  if (line.length <= LINE || parameters.length === 0) return line;
  return `${start}(\n${parameters.map((parameter) => `  ${parameter},\n`).join("")})${end}`;
}

function parameterText(parameter: ts.ParameterDeclaration, checker: ts.TypeChecker): string {
  // A pattern is how the function reads its options, which is nobody's business but its own.
  const name = ts.isIdentifier(parameter.name) ? parameter.name.text : "options";
  const optional = parameter.questionToken || parameter.initializer ? "?" : "";
  const type = parameter.type
    ? plainText(parameter.type)
    : typeText(checker.getTypeAtLocation(parameter), parameter, checker);
  return `${parameter.dotDotDotToken ? "..." : ""}${name}${optional}: ${type}`;
}

function returnType(node: ts.SignatureDeclaration, checker: ts.TypeChecker): string {
  if (node.type) return plainText(node.type);
  const signature = checker.getSignatureFromDeclaration(node);
  return signature ? typeText(checker.getReturnTypeOfSignature(signature), node, checker) : "void";
}

function typeParameters(node: { typeParameters?: ts.NodeArray<ts.TypeParameterDeclaration> }): string {
  return node.typeParameters ? `<${node.typeParameters.map(plainText).join(", ")}>` : "";
}

function heading(node: ts.ClassDeclaration | ts.InterfaceDeclaration, name: string): string {
  const clauses = (node.heritageClauses ?? []).map((clause) => ` ${plainText(clause).trim()}`).join("");
  return `${name}${typeParameters(node)}${clauses}`;
}

function typeText(type: ts.Type, node: ts.Node, checker: ts.TypeChecker): string {
  return checker.typeToString(type, node, ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope);
}

const printer = ts.createPrinter({ removeComments: true });

/** A node's text on one line, without comments. */
function plainText(node: ts.Node): string {
  const text = printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile());
  return text
    .replace(/\s*\n\s*/g, " ")
    .replace(/; }/g, " }")
    .replace(/^\| /, "");
}
