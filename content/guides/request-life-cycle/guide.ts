import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "request-life-cycle",
  number: 7,
  title: "Request life-cycle",
  summary: "Add two pages and follow a request from the socket to the template and back.",
  project: ["hello"],
  steps: [
    {
      id: "a-new-route",
      title: "A new route",
      open: "lib/hello_web/router.ts",
      path: "/hello",
      hint: "GET /hello must reach the index action of HelloController: one line in the router, one new file for the controller.",
    },
    {
      id: "a-new-view",
      title: "A new view",
      open: "lib/hello_web/controllers/hello_controller.ts",
      path: "/hello",
      hint: "The controller is given its view with controller({ html: HelloHTML }, …), and the action ends with conn.render.",
    },
    {
      id: "a-new-template",
      title: "A template in its own file",
      open: "lib/hello_web/controllers/hello_html.tsx",
      path: "/hello",
      hint: "Move the component to hello_html/index.tsx and export it again from hello_html.tsx. The page says “Hello World, from Fledge!” in an h2.",
    },
    {
      id: "from-endpoint-to-views",
      title: "From endpoint to views",
      open: "lib/hello_web/endpoint.ts",
      path: "/ping",
      hint: "The plug stands in the endpoint, before the router. It answers /ping with the text pong and halts; any other request it gives back as it is.",
    },
    {
      id: "another-new-page",
      title: "Another new page",
      open: "lib/hello_web/router.ts",
      path: "/hello/Frank",
      hint: "Route /hello/:messenger to the show action; the action hands conn's messenger parameter to the show template.",
    },
    {
      id: "what-a-request-carries",
      title: "What a request carries",
      open: "lib/hello_web/controllers/hello_controller.ts",
      path: "/hello/Frank?greeting=Good+morning",
      hint: "The greeting is a parameter like the messenger; without one the page says Hello. Put it in braces and it is escaped for you.",
    },
  ],
});
