import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "controllers",
  number: 10,
  title: "Controllers",
  summary:
    "Everything an action can answer with: text, JSON, pages, formats, redirects, messages and failures.",
  project: ["hello", "--no-ecto"],
  steps: [
    {
      id: "actions",
      title: "Actions",
      open: "lib/hello_web/router.ts",
      path: "/hello/Frank",
      hint: "GET /hello/:messenger goes to the show action of a new HelloController, which answers with conn.text(…).",
    },
    {
      id: "json",
      title: "JSON",
      open: "lib/hello_web/controllers/hello_controller.ts",
      path: "/api/hello/Frank",
      hint: "A second scope, /api, goes through the api pipeline. Its card action answers with conn.json({ id: messenger }).",
    },
    {
      id: "rendering",
      title: "Rendering",
      open: "lib/hello_web/controllers/hello_controller.ts",
      path: "/hello/Frank",
      hint: "show renders a template of HelloHTML with a messenger and a receiver. The receiver is the parameter to, or Dweezil.",
    },
    {
      id: "formats",
      title: "One action, two formats",
      open: "lib/hello_web/router.ts",
      path: "/?_format=json",
      hint: 'accepts(["html", "json"]) in the browser pipeline, and a view under the key json of PageController with a home function.',
    },
    {
      id: "layouts",
      title: "Layouts",
      open: "lib/hello_web/components/layouts.tsx",
      path: "/hello/Frank/print",
      hint: "The print action renders inside the layout print, which has no header. Put it with a plug of the controller: putLayout({ html: Layouts.print }).",
    },
    {
      id: "status-and-content-type",
      title: "Status and content type",
      open: "lib/hello_web/controllers/hello_controller.ts",
      path: "/teapot",
      status: 418,
      hint: "brew puts the status 418 and answers with text. feed puts the content type text/xml and sends the response with sendResp.",
    },
    {
      id: "redirects-and-flash",
      title: "Redirects and flash messages",
      open: "lib/hello_web/controllers/hello_controller.ts",
      path: "/wave/Frank",
      hint: 'wave puts a flash message and redirects to path("/hello/:messenger", { messenger }); docs redirects to an external address.',
    },
    {
      id: "action-fallback",
      title: "When an action fails",
      open: "lib/hello/messengers.ts",
      path: "/hello/Nobody",
      status: 404,
      hint: "show and card give the failure of findMessenger back. The fallback puts the status 404 and renders the template 404 of ErrorHTML or ErrorJSON.",
    },
  ],
});
