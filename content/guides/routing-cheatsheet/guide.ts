import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "routing-cheatsheet",
  number: 31,
  title: "Routing cheatsheet",
  summary: "Every form of a route on one page, next to the list of what it makes.",
  project: ["hello", "--no-ecto"],
  steps: [
    {
      id: "routes",
      title: "Routes and resources",
      open: "lib/hello_web/router.ts",
      path: "/users/3/posts/17",
      hint: "Five declarations in the first scope: the file with a glob, the upload of one, users with their posts, the profile as a singleton, tags by their slug.",
    },
    {
      id: "scopes",
      title: "Scopes",
      open: "lib/hello_web/router.ts",
      path: "/api/v1/users",
      hint: "One scope for /admin through browser, one for /api through api with a scope /v1 inside. Both have users, from their own controllers.",
    },
  ],
});
