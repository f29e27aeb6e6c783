/** What the build writes for one module; texts are HTML already. */
export interface ModuleData {
  slug: string;
  title: string;
  specifier: string;
  /** The first sentence of the introduction, as plain text. */
  summary: string;
  intro: string;
  see: SeeData[];
  groups: GroupData[];
}

/** Exports of one kind. */
export interface GroupData {
  title: string;
  entries: EntryData[];
}

/** One export, or one member of a class or an interface. */
export interface EntryData {
  /** Anchor on the page. */
  id: string;
  name: string;
  /** Highlighted; empty for fields, whose type stands beside the name. */
  signature: string;
  /** Type of a field, as text. */
  type?: string;
  /** A field that may be left out. */
  optional?: boolean;
  text: string;
  params: { name: string; text: string }[];
  returns?: string;
  throws: string[];
  examples: ExampleData[];
  see: SeeData[];
  /** Exports of the module that the signature names. */
  types: { name: string; id: string }[];
  /** Methods of a class. */
  methods: EntryData[];
  /** Fields of a class or an interface. */
  fields: EntryData[];
}

export interface ExampleData {
  html: string;
  /** `run`: the tests run it; `types`: it needs what only an application has, and is compiled. */
  checked: "run" | "types";
}

/** Where the behaviour comes from. */
export interface SeeData {
  name: string;
  href?: string;
}

/** The index of all modules. */
export interface ReferenceIndex {
  chapters: {
    title: string;
    modules: { slug: string; title: string; specifier: string; summary: string }[];
  }[];
}
