import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "routing",
  number: 9,
  title: "Routing",
  summary: "Resources, nesting, scopes, pipelines, forwards, and links that the compiler checks.",
  project: ["hello"],
  steps: [
    {
      id: "examining-routes",
      title: "Examining routes",
      open: "lib/hello_web/router.ts",
      path: "/about",
      hint: "GET /about answers from PageController's about action. No other verb does.",
    },
    {
      id: "resources",
      title: "Resources",
      open: "lib/hello_web/router.ts",
      path: "/users",
      hint: "UserController needs all seven actions: index, show, new, create, edit, update, delete.",
    },
    {
      id: "only-and-except",
      title: "Only some of them",
      open: "lib/hello_web/router.ts",
      path: "/posts",
      hint: "Posts can be listed and shown, nothing else. Comments can do everything but be deleted.",
    },
    {
      id: "verified-routes",
      title: "Verified routes",
      open: "lib/hello_web/controllers/page_html.tsx",
      path: "/about",
      hint: "Every link of the about page is written with path(…): the users, user 17, and the posts of page 2.",
    },
    {
      id: "nested-resources",
      title: "Nested resources",
      open: "lib/hello_web/router.ts",
      path: "/users/42/posts/17",
      hint: "The posts stand inside the users' resources; their user's parameter is named user_id.",
    },
    {
      id: "scoped-routes",
      title: "Scoped routes",
      open: "lib/hello_web/router.ts",
      path: "/reviews",
      hint: "A second scope with the prefix /admin, and a controller of its own in controllers/admin/.",
    },
    {
      id: "pipelines",
      title: "Pipelines",
      open: "lib/hello_web/router.ts",
      path: "/admin/reviews?role=admin",
      hint: "The plug answers 403 and halts unless the role is admin. Only the scope of /admin goes through it.",
    },
    {
      id: "organizing-routes",
      title: "Who may go where",
      open: "lib/hello_web/router.ts",
      path: "/reviews/new?role=member",
      hint: 'The pipeline member is the browser pipeline and ensureMember. Its scope has the prefix "/" and stands above the one with the public reviews.',
    },
    {
      id: "forward",
      title: "Forward",
      open: "lib/hello_web/router.ts",
      path: "/jobs?role=admin",
      hint: 'A scope through browser and admin, with r.forward("/jobs", BackgroundJobs, { name: "Hello" }) in it. The plug looks at conn.pathInfo.',
    },
  ],
});
