/** Colours of code, for the editor and for code in prose. Every colour stands at 4.5 : 1 or more on its background. */
interface Palette {
  background: string;
  ink: string;
  comment: string;
  keyword: string;
  string: string;
  number: string;
  name: string;
  type: string;
  tag: string;
  attribute: string;
  punctuation: string;
}

const light: Palette = {
  background: "#ffffff",
  ink: "#1f2429",
  comment: "#69737c",
  keyword: "#8a3062",
  string: "#27683c",
  number: "#9a4a0c",
  name: "#0d5f8a",
  type: "#0c6670",
  tag: "#1b4f9c",
  attribute: "#7a5208",
  punctuation: "#56606a",
};

const dark: Palette = {
  background: "#191e22",
  ink: "#dfe3e4",
  comment: "#89939b",
  keyword: "#e093bd",
  string: "#8fcf9f",
  number: "#e5a878",
  name: "#7fc1e8",
  type: "#66c9c4",
  tag: "#93b5f5",
  attribute: "#dcbb7b",
  punctuation: "#a3adb4",
};

function theme(name: string, type: "light" | "dark", palette: Palette) {
  const rule = (scope: string[], foreground: string, fontStyle?: string) => ({
    scope,
    settings: fontStyle ? { foreground, fontStyle } : { foreground },
  });
  return {
    name,
    type,
    colors: { "editor.background": palette.background, "editor.foreground": palette.ink },
    tokenColors: [
      rule(["source", "text"], palette.ink),
      rule(["comment", "punctuation.definition.comment"], palette.comment, "italic"),
      rule(
        ["punctuation", "meta.brace", "keyword.operator", "storage.type.function.arrow"],
        palette.punctuation,
      ),
      rule(
        ["keyword", "storage", "keyword.operator.new", "keyword.operator.expression", "variable.language"],
        palette.keyword,
      ),
      rule(["string", "punctuation.definition.string", "markup.inline.raw"], palette.string),
      rule(["constant.numeric", "constant.language", "keyword.other.unit"], palette.number),
      rule(["entity.name.function", "support.function", "meta.function-call.generic"], palette.name),
      rule(["entity.name.type", "entity.name.class", "support.type", "support.class"], palette.type),
      rule(["entity.name.tag", "support.class.component", "markup.heading"], palette.tag),
      rule(
        ["entity.other.attribute-name", "support.type.property-name", "variable.other.constant.property"],
        palette.attribute,
      ),
      rule(["constant.character.escape", "string.regexp"], palette.number),
    ],
  };
}

export const lightTheme = theme("fledge-light", "light", light);
export const darkTheme = theme("fledge-dark", "dark", dark);
