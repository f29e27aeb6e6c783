import type { Attrs, Slot } from "fledge/component";
import type { Bird } from "../../hello/birds.ts";
import { Gallery } from "../components/gallery.tsx";

type BirdCardProps = Attrs<
  {
    name: string;
    song?: string;
    extinct?: boolean;
    children?: Slot;
  },
  "article"
>;

export function BirdCard({
  name,
  song = "Silent.",
  extinct = false,
  class: classes,
  children,
  ...rest
}: BirdCardProps) {
  return (
    <article class={["bird", extinct && "extinct", classes]} {...rest}>
      <h2>{name}</h2>
      <p>{song}</p>
      {children}
    </article>
  );
}

interface IndexProps {
  find: string;
  birds: Bird[];
}

export function index({ find, birds }: IndexProps) {
  return (
    <section>
      {find !== "" && <p>Birds with “{find}”</p>}
      <Gallery items={birds} empty={<p>There is no such bird.</p>}>
        {({ name, song, seen }) => (
          <BirdCard name={name} song={song} extinct={seen === 0}>
            <p>Seen {seen} times this year.</p>
          </BirdCard>
        )}
      </Gallery>
    </section>
  );
}
