/** Media types by extension. The first extension given for a type is the one that `mimeExtensions` answers first. */
const table: Record<string, string> = {
  html: "text/html",
  htm: "text/html",
  txt: "text/plain",
  text: "text/plain",
  css: "text/css",
  js: "text/javascript",
  mjs: "text/javascript",
  csv: "text/csv",
  ics: "text/calendar",
  md: "text/markdown",
  json: "application/json",
  map: "application/json",
  jsonld: "application/ld+json",
  "json-api": "application/vnd.api+json",
  xml: "text/xml",
  xhtml: "application/xhtml+xml",
  atom: "application/atom+xml",
  rss: "application/rss+xml",
  webmanifest: "application/manifest+json",
  wasm: "application/wasm",
  pdf: "application/pdf",
  zip: "application/zip",
  gz: "application/gzip",
  tar: "application/x-tar",
  "7z": "application/x-7z-compressed",
  bz2: "application/x-bzip2",
  rtf: "application/rtf",
  epub: "application/epub+zip",
  doc: "application/msword",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xls: "application/vnd.ms-excel",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ppt: "application/vnd.ms-powerpoint",
  pptx: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
  odt: "application/vnd.oasis.opendocument.text",
  ods: "application/vnd.oasis.opendocument.spreadsheet",
  bin: "application/octet-stream",
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  avif: "image/avif",
  svg: "image/svg+xml",
  svgz: "image/svg+xml",
  ico: "image/vnd.microsoft.icon",
  bmp: "image/bmp",
  tif: "image/tiff",
  tiff: "image/tiff",
  heic: "image/heic",
  mp3: "audio/mpeg",
  m4a: "audio/mp4",
  aac: "audio/aac",
  oga: "audio/ogg",
  opus: "audio/ogg",
  wav: "audio/wav",
  weba: "audio/webm",
  mid: "audio/midi",
  mp4: "video/mp4",
  mpeg: "video/mpeg",
  ogv: "video/ogg",
  webm: "video/webm",
  mov: "video/quicktime",
  avi: "video/x-msvideo",
  ttf: "font/ttf",
  otf: "font/otf",
  woff: "font/woff",
  woff2: "font/woff2",
};

const types = new Map(Object.entries(table));
const extensions = new Map<string, string[]>([["application/xml", ["xml"]]]);
for (const [extension, type] of types) extensions.set(type, [...(extensions.get(type) ?? []), extension]);

/**
 * The media type of an extension, without the dot; `application/octet-stream` when it is not known.
 *
 * @example mimeType("html"); // "text/html"
 * @see MIME.type/1
 */
export function mimeType(extension: string): string {
  return types.get(extension.toLowerCase()) ?? "application/octet-stream";
}

/**
 * The media type of a file by its extension.
 *
 * @example mimeFromPath("/css/app.css"); // "text/css"
 * @see MIME.from_path/1
 */
export function mimeFromPath(path: string): string {
  const dot = path.lastIndexOf(".");
  return dot > path.lastIndexOf("/") ? mimeType(path.slice(dot + 1)) : "application/octet-stream";
}

/**
 * The extensions of a media type, best known first; parameters of the type are ignored. A structured suffix counts for
 * a type that is not known: `application/problem+json` → `["json"]`.
 *
 * @example mimeExtensions("text/html; charset=utf-8"); // ["html", "htm"]
 * @see MIME.extensions/1
 */
export function mimeExtensions(type: string): readonly string[] {
  const known = extensions.get(type);
  if (known !== undefined) return known;
  const semicolon = type.indexOf(";");
  const wanted = (semicolon < 0 ? type : type.slice(0, semicolon)).trim().toLowerCase();
  const found = extensions.get(wanted);
  if (found !== undefined) return found;
  const suffix = wanted.slice(wanted.lastIndexOf("+") + 1);
  return suffix !== wanted && types.has(suffix) ? [suffix] : [];
}
