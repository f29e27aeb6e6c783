export function index() {
  return (
    <section>
      <h2>Hello World, from Fledge!</h2>
    </section>
  );
}
