export function index() {
  return <p>Hello from the view!</p>;
}
