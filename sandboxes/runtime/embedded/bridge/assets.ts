/** Addresses of the built files, whose names change with their contents; the build writes them into the bridge's page. */
export interface Assets {
  appWorker: string;
  databaseWorker: string;
}

/** The addresses in this page. */
export function assets(): Assets {
  return (window as unknown as { fledgeAssets: Assets }).fledgeAssets;
}
