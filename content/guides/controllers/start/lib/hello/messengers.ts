/** Somebody who brings greetings. */
export interface Messenger {
  name: string;
}

/** What may go wrong is part of the type, not an exception. */
export type Found = { ok: true; value: Messenger } | { ok: false; error: "not_found" };

const names = ["Frank", "Moon Unit", "Ahmet"];

export function findMessenger(name: unknown): Found {
  const found = names.find((known) => known === name);
  if (found === undefined) return { ok: false, error: "not_found" };
  return { ok: true, value: { name: found } };
}
