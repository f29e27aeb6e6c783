import { fileURLToPath } from "node:url";
import ts from "typescript";

const engine = fileURLToPath(new URL("../..", import.meta.url));

/**
 * What TypeScript says of each line, `""` where it has nothing against it. The lines stand behind `head` in a file that is only in memory,
 * and are compiled with the engine's own options.
 *
 * @param file where the file would be, which its imports go from
 */
export function typeErrors(file: URL, head: string, lines: readonly string[]): string[] {
  const path = fileURLToPath(file);
  const above = head.split("\n");
  const source = [...above, ...lines].join("\n");
  const config = ts.parseJsonConfigFileContent(
    ts.readConfigFile(`${engine}/tsconfig.json`, ts.sys.readFile).config,
    ts.sys,
    engine,
  );
  const host = ts.createCompilerHost(config.options);
  const { readFile, fileExists, getSourceFile } = host;
  host.readFile = (name) => (name === path ? source : readFile(name));
  host.fileExists = (name) => name === path || fileExists(name);
  host.getSourceFile = (name, options) =>
    name === path ? ts.createSourceFile(name, source, options) : getSourceFile.call(host, name, options);
  const program = ts.createProgram([path], config.options, host);
  const messages = lines.map(() => "");
  for (const diagnostic of ts.getPreEmitDiagnostics(program, program.getSourceFile(path))) {
    const { line } = diagnostic.file!.getLineAndCharacterOfPosition(diagnostic.start!);
    const text = ts.flattenDiagnosticMessageText(diagnostic.messageText, " ");
    if (line < above.length) throw new Error(`in the head: ${text}`);
    messages[line - above.length] += text;
  }
  return messages;
}
