/** Fifty names with characters that must be escaped, for the page of the benchmark. */
export const names = Array.from({ length: 50 }, (_, i) => `Name <${i}> & "friends"`);

/** Number of routes of the route benchmark. */
export const ROUTES = Number(process.env.BENCH_ROUTES ?? 500);
