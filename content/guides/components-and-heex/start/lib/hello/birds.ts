export interface Bird {
  name: string;
  song?: string;
  /** How often it was seen this year. */
  seen: number;
  /** HTML that we wrote ourselves. */
  note: string;
}

const birds: Bird[] = [
  {
    name: "Robin",
    song: "Cheerily, cheer up.",
    seen: 12,
    note: "Known to scholars as <i>Erithacus rubecula</i>.",
  },
  {
    name: "Wren",
    song: "Loud, for one so small.",
    seen: 3,
    note: "Weighs <b>nine grams</b>, like two sheets of paper.",
  },
  {
    name: "Dodo",
    seen: 0,
    note: "Last seen in <time>1662</time>.",
  },
];

/** The birds whose name holds the text; all of them for an empty one. */
export function findBirds(text = ""): Bird[] {
  const wanted = text.toLowerCase();
  return birds.filter((bird) => bird.name.toLowerCase().includes(wanted));
}
