export function show({ messenger }: { messenger: string }) {
  return (
    <section>
      <h2>Hello World, from {messenger}!</h2>
    </section>
  );
}
