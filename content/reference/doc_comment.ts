import ts from "typescript";

/** A doc comment, taken apart. */
export interface DocComment {
  /** Text before the first tag. */
  text: string;
  params: { name: string; text: string }[];
  returns: string | undefined;
  throws: string[];
  examples: Example[];
  see: string[];
}

/** One `@example`. */
export interface Example {
  code: string;
  /** Line of its first character, from 1. */
  line: number;
}

const tag = /(?:^|(?<=\s))@(param|returns|throws|example|see|typeParam)(?=\s|$)/gm;

/** The doc comment before a declaration; `undefined` when it has none. */
export function docComment(node: ts.Node): DocComment | undefined {
  const comments = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const comment = comments.at(-1);
  if (comment === undefined) return undefined;
  const source = comment.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(comment.getStart(source));
  return parseDocComment(comment.getText(source), line + 1);
}

/** Takes a comment apart, its slashes and stars included. `line` is that of its beginning. */
export function parseDocComment(comment: string, line: number): DocComment {
  // Every line stays a line, so that places can be told.
  const text = comment
    .replace(/^\/\*\*[ \t]?/, "")
    .replace(/\s*\*\/$/, "")
    .replace(/^[ \t]*\*[ \t]?/gm, "");
  const tags = [...text.matchAll(tag)];
  const doc: DocComment = {
    text: text.slice(0, tags[0]?.index).trim(),
    params: [],
    returns: undefined,
    throws: [],
    examples: [],
    see: [],
  };
  for (const [index, match] of tags.entries()) {
    const start = match.index + match[0].length;
    const raw = text.slice(start, tags[index + 1]?.index);
    const body = raw.trim();
    switch (match[1]) {
      case "param": {
        const [, name, rest] = /^(\S+)\s*(?:-\s+)?([\s\S]*)$/.exec(body) ?? [];
        if (name !== undefined) doc.params.push({ name, text: rest! });
        break;
      }
      case "typeParam": {
        const [, name, rest] = /^(\S+)\s*([\s\S]*)$/.exec(body) ?? [];
        if (name !== undefined) doc.params.push({ name: `<${name}>`, text: rest! });
        break;
      }
      case "returns":
        doc.returns = body;
        break;
      case "throws":
        doc.throws.push(body);
        break;
      case "example": {
        const blank = /^\s*/.exec(raw)![0];
        const before = text.slice(0, start + blank.length);
        doc.examples.push({ code: body, line: line + before.split("\n").length - 1 });
        break;
      }
      default:
        doc.see.push(...body.split(/,\s*/));
    }
  }
  return doc;
}
