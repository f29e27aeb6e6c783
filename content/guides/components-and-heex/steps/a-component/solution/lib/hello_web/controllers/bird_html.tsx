interface BirdCardProps {
  name: string;
  song?: string;
}

export function BirdCard({ name, song = "Silent." }: BirdCardProps) {
  return (
    <article>
      <h2>{name}</h2>
      <p>{song}</p>
    </article>
  );
}

export function index() {
  return (
    <section>
      <BirdCard name="Robin" song="Cheerily, cheer up." />
      <BirdCard name="Dodo" />
    </section>
  );
}
