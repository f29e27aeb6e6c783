export const id = 7;
export const build = (report: number) => [report];
export const duration = 12;
export const job = "mail";
export const countUsers = async () => 3;
