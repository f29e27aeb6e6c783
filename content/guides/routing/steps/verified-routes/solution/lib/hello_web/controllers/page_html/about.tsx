import { path } from "../../../hello_web.ts";

export function about() {
  return (
    <section>
      <h1>About Hello</h1>
      <ul>
        <li>
          <a href={path("/users")}>Everybody</a>
        </li>
        <li>
          <a href={path("/users/:id", { id: 17 })}>User 17</a>
        </li>
        <li>
          <a href={path("/posts", { page: 2 })}>More posts</a>
        </li>
      </ul>
    </section>
  );
}
