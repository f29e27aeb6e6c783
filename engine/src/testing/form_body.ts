/** A form on its way. Made by `encodeForm`. */
export class EncodedForm {
  constructor(
    readonly body: Uint8Array,
    readonly contentType: string,
  ) {}
}

/**
 * A form as a browser sends it. Not by `new Response(form)`: on Node that takes a file input left empty for a text field.
 */
export async function encodeForm(form: FormData): Promise<EncodedForm> {
  const boundary = `----FledgeForm${crypto.randomUUID().replaceAll("-", "")}`;
  const parts: BlobPart[] = [];
  for (const [name, value] of form) {
    const head = `--${boundary}\r\ncontent-disposition: form-data; name="${escapeName(name)}"`;
    if (typeof value === "string") parts.push(`${head}\r\n\r\n${value.replace(/\r\n|\r|\n/g, "\r\n")}\r\n`);
    else {
      const type = value.type || "application/octet-stream";
      parts.push(
        `${head}; filename="${escapeName(value.name)}"\r\ncontent-type: ${type}\r\n\r\n`,
        value,
        "\r\n",
      );
    }
  }
  parts.push(`--${boundary}--\r\n`);
  const body = new Uint8Array(await new Blob(parts).arrayBuffer());
  return new EncodedForm(body, `multipart/form-data; boundary=${boundary}`);
}

function escapeName(name: string): string {
  return name
    .replace(/\r\n|\r|\n/g, "\r\n")
    .replaceAll("\n", "%0A")
    .replaceAll("\r", "%0D")
    .replaceAll('"', "%22");
}
