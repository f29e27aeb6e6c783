export function home() {
  return { message: "this is some JSON" };
}
