// What the pages show: some of it needs escaping, most does not.
export const rows = Array.from({ length: 1000 }, (_, i) => ({
  id: i + 1,
  name: i % 7 === 0 ? `O'Neil & Sons ${i}` : `Person number ${i}`,
  email: `person${i}@example.com`,
  note: i % 11 === 0 ? `<b>${i}</b> "quoted"` : `An ordinary remark about person ${i}`,
  active: i % 3 === 0,
}));

export const page = {
  title: "Products & more",
  user: { name: "Ada <ada>", email: "ada@example.com" },
  products: [
    { id: 1, title: "Eggs", description: "A dozen, from next door" },
    { id: 2, title: "Milk", description: 'Said to be "fresh"' },
    { id: 3, title: "Bread & butter", description: "Baked this morning, sold by the loaf" },
  ],
};
