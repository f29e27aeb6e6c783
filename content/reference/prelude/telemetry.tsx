export const id = 7;
export const build = (report: number) => [report];
