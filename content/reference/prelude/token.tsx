export const card = { number: "4242" };
