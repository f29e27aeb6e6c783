import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "components-and-heex",
  number: 11,
  title: "Components and templates",
  summary:
    "Functions that return markup: their props, slots and layouts, and why nobody can smuggle a tag in.",
  project: ["hello", "--no-ecto"],
  steps: [
    {
      id: "a-component",
      title: "A component",
      open: "lib/hello_web/router.ts",
      path: "/birds",
      hint: "BirdCard takes a name and perhaps a song, which is “Silent.” when none is given. The index page shows two of them.",
    },
    {
      id: "attributes",
      title: "Attributes",
      open: "lib/hello_web/controllers/bird_html.tsx",
      path: "/birds",
      hint: "class takes a list and leaves out what is false; {...rest} hands all other attributes on to the article.",
    },
    {
      id: "conditions-and-lists",
      title: "Conditions and lists",
      open: "lib/hello/birds.ts",
      path: "/birds?find=r",
      hint: "The action finds the birds and hands both find and birds to the template, which shows a card for each, or says that there is no bird.",
    },
    {
      id: "slots",
      title: "Slots",
      open: "lib/hello_web/controllers/bird_html.tsx",
      path: "/birds",
      hint: "children of BirdCard stand below the song. Gallery calls its children, a function, for each item, and shows empty when there is none.",
    },
    {
      id: "core-components",
      title: "The core components",
      open: "lib/hello_web/components/core_components.tsx",
      path: "/birds/table",
      hint: "The page of /birds/table is a Header and a Table; the index page begins with a form that has an Input of the type search.",
    },
    {
      id: "text-is-never-markup",
      title: "Text is never markup",
      open: "lib/hello_web/controllers/bird_html.tsx",
      path: "/birds?find=%3Cb%3Ebold%3C%2Fb%3E",
      hint: "Show each bird's note in its card, through raw. What the visitor searched for stays in plain braces.",
    },
    {
      id: "layouts",
      title: "Layouts",
      open: "lib/hello_web/components/layouts.tsx",
      path: "/birds/table",
      hint: "Export a layout museum without the header, put it in the table action, and hand a pageTitle to render.",
    },
  ],
});
