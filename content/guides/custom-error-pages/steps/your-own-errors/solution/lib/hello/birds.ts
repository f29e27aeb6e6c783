export interface Bird {
  name: string;
  song: string;
}

const birds = new Map<string, Bird>();

export function addBird(bird: Bird): void {
  birds.set(bird.name, bird);
}

addBird({ name: "robin", song: "Cheerily, cheer up." });
addBird({ name: "wren", song: "Loud, for one so small." });

/** Nobody has heard of such a bird. */
export class BirdNotFoundError extends Error {
  override name = "BirdNotFoundError";
  readonly plugStatus = 404;

  constructor(readonly bird: string) {
    super(`there is no bird called ${bird}`);
  }
}

/** Throws BirdNotFoundError when there is no such bird. */
export function getBird(name: string): Bird {
  const bird = birds.get(name);
  if (!bird) throw new BirdNotFoundError(name);
  return bird;
}
