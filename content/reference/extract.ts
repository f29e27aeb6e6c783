import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { GuideError } from "../build/errors.ts";
import { type DocComment, docComment, parseDocComment } from "./doc_comment.ts";
import type { ReferenceModule } from "./modules.ts";
import { fieldType, signatureOf } from "./signature.ts";

/** A module as its source says it. */
export interface ModuleSource extends ReferenceModule {
  /** Path from the repository's folder. */
  file: string;
  intro: DocComment;
  exports: ExportSource[];
}

export type Kind = "function" | "component" | "class" | "error" | "constant" | "type" | "method" | "field";

/** An export, or a member of one. */
export interface ExportSource {
  kind: Kind;
  name: string;
  /** Anchor. */
  id: string;
  /** Overloads, one below the other. */
  signature: string;
  /** Type of a field. */
  type: string | undefined;
  /** A field that may be left out. */
  optional: boolean;
  doc: DocComment;
  file: string;
  line: number;
  members: ExportSource[];
}

const none: DocComment = { text: "", params: [], returns: undefined, throws: [], examples: [], see: [] };

/** Reads the exports of modules and their doc comments. Throws `GuideError` for what has none. */
export function extractModules(root: string, modules: readonly ReferenceModule[]): ModuleSource[] {
  return new Extractor(root, modules).modules();
}

/** The compiler's settings of the framework's sources. */
export function engineOptions(root: string): ts.CompilerOptions {
  const file = join(root, "engine/tsconfig.json");
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  if (error) throw new Error(ts.flattenDiagnosticMessageText(error.messageText, "\n"));
  return ts.parseJsonConfigFileContent(config, ts.sys, join(root, "engine")).options;
}

class Extractor {
  readonly #root: string;
  readonly #modules: { module: ReferenceModule; path: string }[];
  readonly #program: ts.Program;
  readonly #checker: ts.TypeChecker;
  readonly #missing: string[] = [];

  constructor(root: string, modules: readonly ReferenceModule[]) {
    this.#root = root;
    const { exports } = JSON.parse(readFileSync(join(root, "engine/package.json"), "utf8")) as {
      exports: Record<string, { "fledge-source": string }>;
    };
    this.#modules = modules.map((module) => {
      const target = exports[module.specifier.replace(/^fledge/, ".")];
      if (!target) {
        throw new GuideError(
          "content/reference/modules.ts",
          `the framework does not export ${module.specifier}`,
        );
      }
      return { module, path: join(root, "engine", target["fledge-source"]) };
    });
    this.#program = ts.createProgram(
      this.#modules.map(({ path }) => path),
      engineOptions(root),
    );
    this.#checker = this.#program.getTypeChecker();
  }

  modules(): ModuleSource[] {
    const found = this.#modules.map(({ module, path }) => this.#module(module, path));
    if (this.#missing.length > 0) {
      throw new GuideError(
        "engine/src",
        `the reference needs a doc comment for each of these:\n${[...new Set(this.#missing)].join("\n")}`,
      );
    }
    return found;
  }

  #module(module: ReferenceModule, path: string): ModuleSource {
    const source = this.#program.getSourceFile(path)!;
    const file = this.#name(source);
    const symbol = this.#checker.getSymbolAtLocation(source)!;
    const exports = this.#checker
      .getExportsOfModule(symbol)
      .map((one) => this.#export(one))
      .filter((one) => one !== undefined);
    return { ...module, file, intro: this.#intro(source, file), exports };
  }

  /** The comment on top of a module's file, which belongs to no declaration. */
  #intro(source: ts.SourceFile, file: string): DocComment {
    const comment = /^\/\*\*[\s\S]*?\*\//.exec(source.text)?.[0];
    const doc = comment && parseDocComment(comment, 1);
    if (doc && doc.text !== "") return doc;
    this.#missing.push(`  ${file}:1: the module itself, above its imports`);
    return none;
  }

  #export(exported: ts.Symbol): ExportSource | undefined {
    const symbol =
      exported.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(exported) : exported;
    const declarations = symbol.declarations ?? [];
    const [declaration] = declarations;
    if (!declaration) return undefined;
    const { name } = exported;
    const kind = this.#kind(symbol, declaration, name);
    const signature = this.#signature(declarations, declaration, name);
    const entry = { ...this.#entry(declarations, declaration, kind, name, name), signature };
    if (ts.isClassDeclaration(declaration) || ts.isInterfaceDeclaration(declaration)) {
      entry.members = this.#members(declaration, name);
    }
    return entry;
  }

  #kind(symbol: ts.Symbol, declaration: ts.Declaration, name: string): Kind {
    if (symbol.flags & ts.SymbolFlags.Class) return name.endsWith("Error") ? "error" : "class";
    if (ts.isFunctionDeclaration(declaration)) return /^[A-Z]/.test(name) ? "component" : "function";
    if (symbol.flags & ts.SymbolFlags.Variable) {
      const type = this.#checker.getTypeAtLocation(declaration);
      return type.getCallSignatures().length > 0 ? "function" : "constant";
    }
    return "type";
  }

  #signature(all: readonly ts.Declaration[], declaration: ts.Declaration, name: string): string {
    const declarations = all.filter((one) => ts.isFunctionLike(one));
    const overloads = declarations.filter((one) => !(one as ts.FunctionLikeDeclaration).body);
    const shown = overloads.length > 0 ? overloads : declarations.length > 0 ? declarations : [declaration];
    return shown.map((one) => signatureOf(one, this.#checker, name)).join("\n");
  }

  /** Public members in the order of the source, those of bases that are no export themselves after them. */
  #members(declaration: ts.ClassDeclaration | ts.InterfaceDeclaration, owner: string): ExportSource[] {
    const members = new Map<string, ExportSource>();
    const isError = owner.endsWith("Error");
    for (const place of [declaration, ...this.#hiddenBases(declaration)]) {
      for (const node of place.members) {
        for (const [name, one] of this.#memberNames(node)) {
          const declarations = one.name
            ? (this.#checker.getSymbolAtLocation(one.name)?.declarations ?? [one])
            : [one];
          // What every error has says nothing.
          if (members.has(name) || (isError && (name === "name" || name === "constructor"))) continue;
          const isMethod =
            ts.isMethodDeclaration(one) || ts.isMethodSignature(one) || ts.isConstructorDeclaration(one);
          const entry = this.#entry(
            declarations,
            one,
            isMethod ? "method" : "field",
            name,
            `${owner}.${name}`,
          );
          const callName = name === "constructor" ? owner : name;
          if (isMethod) entry.signature = this.#signature(declarations, one, callName);
          else {
            entry.type = fieldType(one, this.#checker);
            entry.optional = Boolean((one as ts.PropertySignature).questionToken);
          }
          members.set(name, entry);
        }
      }
    }
    return [...members.values()];
  }

  /** The declarations that a member of a class makes: itself, or the fields that a constructor's parameters are. */
  *#memberNames(node: ts.ClassElement | ts.TypeElement): Generator<[string, ts.NamedDeclaration]> {
    const flags = ts.getCombinedModifierFlags(node);
    if (flags & (ts.ModifierFlags.Private | ts.ModifierFlags.Protected)) return;
    if (ts.isConstructorDeclaration(node)) {
      for (const parameter of node.parameters) {
        const visible = ts.getCombinedModifierFlags(parameter);
        if (
          visible & ts.ModifierFlags.Private ||
          !(visible & (ts.ModifierFlags.Readonly | ts.ModifierFlags.Public))
        )
          continue;
        yield [parameter.name.getText(), parameter];
      }
      if (docComment(node)) yield ["constructor", node];
      return;
    }
    if (!node.name || ts.isPrivateIdentifier(node.name) || ts.isSetAccessor(node)) return;
    // Fields that only carry a type, and protocols by symbol, are for the framework.
    if (flags & ts.ModifierFlags.Ambient || ts.isComputedPropertyName(node.name)) return;
    yield [node.name.getText(), node];
  }

  #hiddenBases(declaration: ts.ClassDeclaration | ts.InterfaceDeclaration): ts.ClassDeclaration[] {
    if (!ts.isClassDeclaration(declaration)) return [];
    const type = declaration.heritageClauses?.find((clause) => clause.token === ts.SyntaxKind.ExtendsKeyword)
      ?.types[0];
    const base = type && this.#checker.getTypeAtLocation(type).symbol?.declarations?.[0];
    if (!base || !ts.isClassDeclaration(base) || base.getSourceFile().isDeclarationFile) return [];
    const shown = this.#modules.some(({ path }) => {
      const module = this.#checker.getSymbolAtLocation(this.#program.getSourceFile(path)!)!;
      return this.#checker.getExportsOfModule(module).some((one) => one.name === base.name?.text);
    });
    return shown ? [] : [base, ...this.#hiddenBases(base)];
  }

  #entry(
    declarations: readonly ts.Declaration[],
    declaration: ts.Declaration,
    kind: Kind,
    name: string,
    id: string,
  ): ExportSource {
    const documented = declarations.map(docNode).find((one) => docComment(one)) ?? declaration;
    const doc = docComment(documented) ?? none;
    const source = declaration.getSourceFile();
    const line = source.getLineAndCharacterOfPosition(declaration.getStart(source)).line + 1;
    const place = `${this.#name(source)}:${line}`;
    if (doc.text === "" && this.#wantsDoc(kind, declaration, name)) this.#missing.push(`  ${place}: ${id}`);
    this.#checkParams(doc, declarations, place, id);
    const file = this.#name(documented.getSourceFile());
    return { kind, name, id, signature: "", type: undefined, optional: false, doc, file, line, members: [] };
  }

  /** Fields whose name and type say all there is may stand alone; a constructor is the class's own affair. */
  #wantsDoc(kind: Kind, declaration: ts.Declaration, name: string): boolean {
    if (name === "constructor" || ts.isParameter(declaration)) return false;
    if (kind !== "field") return true;
    return ts.isGetAccessor(declaration);
  }

  #checkParams(doc: DocComment, declarations: readonly ts.Declaration[], place: string, id: string): void {
    const known = new Set<string>();
    for (const one of declarations) {
      if (ts.isFunctionLike(one)) {
        for (const parameter of one.parameters)
          known.add(ts.isIdentifier(parameter.name) ? parameter.name.text : "options");
      }
    }
    // What a rest parameter gathers has names of its own.
    const hasRest = declarations.some(
      (one) => ts.isFunctionLike(one) && one.parameters.some((parameter) => parameter.dotDotDotToken),
    );
    if (known.size === 0 || hasRest) return;
    for (const { name } of doc.params) {
      if (name.startsWith("<")) continue;
      const [first] = name.split(".");
      if (!known.has(first!)) {
        this.#missing.push(`  ${place}: ${id} has no parameter "${name}"; it has ${[...known].join(", ")}`);
      }
    }
  }

  #name(source: ts.SourceFile): string {
    return relative(this.#root, source.fileName);
  }
}

/** A variable's comment stands before its statement. */
function docNode(declaration: ts.Declaration): ts.Node {
  return ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
}
