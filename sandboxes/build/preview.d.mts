/** Writes the preview origin's files into a folder; see `preview.mjs`. */
export function buildPreview(options: {
  output: string;
  /** Entry of the application worker; tests give one of their own. */
  appWorker?: string;
}): Promise<{ files: number; bytes: number }>;
