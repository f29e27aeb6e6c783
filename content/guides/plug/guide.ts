import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "plug",
  number: 8,
  title: "Plug",
  summary:
    "One object goes through functions: write them, place them, and let them replace nested conditions.",
  project: ["hello", "--no-ecto"],
  steps: [
    {
      id: "function-plugs",
      title: "Function plugs",
      open: "lib/hello_web/endpoint.ts",
      path: "/",
      hint: "The plug stands before the router. It logs conn.method and conn.host, and gives conn back.",
    },
    {
      id: "plugs-of-the-endpoint",
      title: "The plugs of every request",
      open: "lib/hello_web/endpoint.ts",
      path: "/",
      hint: "maintenance looks at conn.endpoint?.config.maintenance. When it is set, it puts retry-after, answers 503 and halts. It stands below telemetry and above parsers.",
    },
    {
      id: "module-plugs",
      title: "Module plugs",
      open: "lib/hello_web/router.ts",
      path: "/?locale=fr",
      hint: 'Locale.call assigns "locale": the parameter if it is one of en, fr and de, else what init was given. The last line of the browser pipeline is plug(Locale, "en").',
    },
    {
      id: "controller-plugs",
      title: "Plugs of a controller",
      open: "lib/hello_web/controllers/page_controller.ts",
      path: "/about",
      hint: 'The plug moves from the pipeline to PageController, with { only: ["home"] }. The about action has no locale then.',
    },
    {
      id: "nested-conditions",
      title: "Conditions in conditions",
      open: "lib/hello_web/controllers/message_controller.ts",
      path: "/enter/ada",
      hint: "Two routes: /enter/:name to the enter action, /messages/:id to the show action of MessageController.",
    },
    {
      id: "halt",
      title: "Halt",
      open: "lib/hello_web/controllers/message_controller.ts",
      path: "/messages/99",
      hint: 'fetchMessage redirects and halts when there is no message, else it assigns "message". It runs for show only.',
    },
    {
      id: "a-flat-pipeline",
      title: "A flat pipeline",
      open: "lib/hello_web/controllers/message_controller.ts",
      path: "/messages/2",
      hint: "Three plugs in this order: authenticate, fetchMessage, authorizeMessage. Each of them redirects and halts, or gives the conn back.",
    },
    {
      id: "one-more-action",
      title: "One more action",
      open: "lib/hello_web/controllers/message_controller.ts",
      path: "/messages/1/text",
      hint: 'The text action only answers with the message\'s text. Its name joins show in the guards, or the guards become { except: ["enter"] }.',
    },
  ],
});
