export function show({
  greeting,
  messenger,
}: {
  greeting: string;
  messenger: string;
}) {
  return (
    <section>
      <h2>
        {greeting} World, from {messenger}!
      </h2>
    </section>
  );
}
