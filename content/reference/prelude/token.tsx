export const card = { number: "4242" };
export const secret = "s".repeat(64);
