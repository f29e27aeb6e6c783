import { createHighlighter, type Highlighter } from "shiki";

const languages = ["typescript", "tsx", "json", "css", "html", "markdown", "shellscript", "sql"] as const;
type Language = (typeof languages)[number];

const byExtension: Record<string, Language> = {
  ts: "typescript",
  tsx: "tsx",
  json: "json",
  css: "css",
  html: "html",
  md: "markdown",
  sh: "shellscript",
  sql: "sql",
};

/** Colours code for both of the page's colour schemes at once; the page's `color-scheme` decides which is seen. */
export class CodeHighlighter {
  readonly #highlighter: Highlighter;

  private constructor(highlighter: Highlighter) {
    this.#highlighter = highlighter;
  }

  static async create(): Promise<CodeHighlighter> {
    return new CodeHighlighter(
      await createHighlighter({
        themes: ["github-light-high-contrast", "github-dark-high-contrast"],
        langs: [...languages],
      }),
    );
  }

  /** HTML of the lines; those whose index is in `added` have the class `added`. */
  html(file: string, lines: string[], added: ReadonlySet<number>): string {
    const extension = file.slice(file.lastIndexOf(".") + 1);
    const html = this.#highlighter.codeToHtml(lines.join("\n"), {
      lang: byExtension[extension] ?? "text",
      themes: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
      defaultColor: "light-dark()",
      transformers: [
        {
          line(node, number) {
            if (added.has(number - 1)) this.addClassToHast(node, "added");
          },
          pre(node) {
            // The page's own background is used, and a block that scrolls is reached by the keyboard.
            delete node.properties.style;
          },
        },
      ],
    });
    // The colours stand in light-dark(…) already; the variables beside them would double the page.
    return html.replace(/;--shiki-light:[^;"]+;--shiki-dark:[^;"]+/g, "");
  }
}
