export const requestId = "F9x";
export const rows = [1, 2];
