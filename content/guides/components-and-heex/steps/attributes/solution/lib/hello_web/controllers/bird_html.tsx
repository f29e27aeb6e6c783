import type { Attrs } from "fledge/component";

type BirdCardProps = Attrs<
  { name: string; song?: string; extinct?: boolean },
  "article"
>;

export function BirdCard({
  name,
  song = "Silent.",
  extinct = false,
  class: classes,
  ...rest
}: BirdCardProps) {
  return (
    <article class={["bird", extinct && "extinct", classes]} {...rest}>
      <h2>{name}</h2>
      <p>{song}</p>
    </article>
  );
}

export function index() {
  return (
    <section>
      <BirdCard name="Robin" song="Cheerily, cheer up." id="robin" />
      <BirdCard name="Dodo" extinct title="Gone since 1662" />
    </section>
  );
}
