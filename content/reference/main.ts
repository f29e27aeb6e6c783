import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CodeHighlighter } from "../build/highlight.ts";
import { ExampleComposer } from "./examples.ts";
import { type ExportSource, extractModules, type Kind, type ModuleSource } from "./extract.ts";
import { firstSentence, inlineHtml, seeData, textHtml } from "./markup.ts";
import { referenceModules } from "./modules.ts";
import type { EntryData, GroupData, ModuleData, ReferenceIndex } from "./reference_data.ts";

const groups: [Kind, string][] = [
  ["function", "Functions"],
  ["component", "Components"],
  ["class", "Classes"],
  ["constant", "Constants"],
  ["type", "Types"],
  ["error", "Errors"],
];

/** Writes the reference of all modules below `root`, the repository's folder, for the app's pages. */
export async function buildReference(root: string): Promise<void> {
  const sources = extractModules(root, referenceModules);
  const writer = new ReferenceWriter(
    sources,
    new ExampleComposer(root, sources),
    await CodeHighlighter.create(),
  );
  const modules = sources.map((source) => writer.module(source));
  const folder = join(root, "content/generated/reference");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const module of modules) writeFileSync(join(folder, `${module.slug}.json`), JSON.stringify(module));
  writeFileSync(join(folder, "index.json"), JSON.stringify(indexOf(modules)));
}

function indexOf(modules: ModuleData[]): ReferenceIndex {
  const titles = [...new Set(referenceModules.map(({ chapter }) => chapter))];
  return {
    chapters: titles.map((title) => ({
      title,
      modules: modules
        .filter(({ slug }) => referenceModules.some((one) => one.slug === slug && one.chapter === title))
        .map(({ slug, title, specifier, summary }) => ({ slug, title, specifier, summary })),
    })),
  };
}

class ReferenceWriter {
  readonly #composer: ExampleComposer;
  readonly #highlighter: CodeHighlighter;
  /** Module → exported name → anchor. */
  readonly #anchors: Map<string, Map<string, string>>;

  constructor(sources: ModuleSource[], composer: ExampleComposer, highlighter: CodeHighlighter) {
    this.#composer = composer;
    this.#highlighter = highlighter;
    this.#anchors = new Map(
      sources.map(({ slug, exports }) => [slug, new Map(exports.map(({ name, id }) => [name, id]))]),
    );
  }

  module(source: ModuleSource): ModuleData {
    const { slug, title, specifier, intro, exports } = source;
    return {
      slug,
      title,
      specifier,
      summary: firstSentence(intro.text),
      intro: this.#intro(source),
      see: intro.see.map(seeData),
      groups: this.#order(source)
        .map(
          ([kind, title]): GroupData => ({
            title,
            entries: exports.filter((one) => one.kind === kind).map((one) => this.#entry(one, slug)),
          }),
        )
        .filter(({ entries }) => entries.length > 0),
    };
  }

  /** A module that is named after its class begins with it. */
  #order({ title, exports }: ModuleSource): [Kind, string][] {
    const isClass = exports.some(({ kind, name }) => kind === "class" && name === title);
    return isClass ? [...groups].sort(([a], [b]) => Number(b === "class") - Number(a === "class")) : groups;
  }

  #intro({ slug, intro }: ModuleSource): string {
    const examples = intro.examples.map(({ code }) => this.#code(code)).join("");
    return textHtml(intro.text, (name) => this.#href(name, slug)) + examples;
  }

  #entry(source: ExportSource, slug: string): EntryData {
    const { name, id, doc, members } = source;
    const inline = (text: string) => inlineHtml(text, (to) => this.#href(to, slug));
    return {
      id,
      name,
      signature: source.signature === "" ? "" : this.#code(source.signature, "signature.ts"),
      ...(source.type !== undefined && { type: source.type, optional: source.optional }),
      text: textHtml(doc.text, (to) => this.#href(to, slug)),
      params: doc.params.map((param) => ({ name: param.name, text: inline(param.text) })),
      ...(doc.returns !== undefined && { returns: inline(doc.returns) }),
      throws: doc.throws.map(inline),
      examples: doc.examples.map((example) => ({
        html: this.#code(example.code),
        checked: this.#composer.compose(id, slug, source.file, example).checked,
      })),
      see: doc.see.map(seeData),
      types: this.#types(source, slug),
      methods: members.filter(({ kind }) => kind === "method").map((one) => this.#entry(one, slug)),
      fields: members.filter(({ kind }) => kind === "field").map((one) => this.#entry(one, slug)),
    };
  }

  /** Exports of the same module that stand in the signature. */
  #types({ signature, name }: ExportSource, slug: string): { name: string; id: string }[] {
    const words = new Set(signature.match(/\b[A-Z]\w*/g) ?? []);
    words.delete(name);
    return [...words].flatMap((word) => {
      const id = this.#anchors.get(slug)?.get(word);
      return id === undefined ? [] : [{ name: word, id }];
    });
  }

  /** Where a name is documented: on this page, or on the first that has it. */
  #href(name: string, slug: string): string | undefined {
    const here = this.#anchors.get(slug)?.get(name);
    if (here !== undefined) return `#${here}`;
    // A small word may mean many things elsewhere.
    if (!/^[A-Z]/.test(name)) return undefined;
    for (const [other, names] of this.#anchors) {
      const id = names.get(name);
      if (id !== undefined) return `/reference/${other}#${id}`;
    }
    return undefined;
  }

  #code(code: string, file = "example.tsx"): string {
    return this.#highlighter.html(file, code.split("\n"), new Set());
  }
}
