import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "custom-error-pages",
  number: 32,
  title: "Custom error pages",
  summary: "See the errors that your visitors see, design their page, and throw errors of your own.",
  project: ["hello", "--no-ecto"],
  steps: [
    {
      id: "what-visitors-see",
      title: "What visitors see",
      open: "config/dev.ts",
      path: "/such/a/wrong/path",
      status: 404,
      hint: "debugErrors in config/dev.ts says whether errors are explained to you or shown as to a visitor.",
    },
    {
      id: "a-page-of-your-own",
      title: "A page of your own",
      open: "lib/hello_web/controllers/error_html.tsx",
      path: "/such/a/wrong/path",
      status: 404,
      hint: "The view's render answers 404.html with a whole document that has a link to the start page, and everything else as before.",
    },
    {
      id: "your-own-errors",
      title: "Your own errors",
      open: "lib/hello_web/router.ts",
      path: "/birds/dodo",
      status: 404,
      hint: "An error is answered with its plugStatus. The action throws when there is no such bird; it does not send the 404 itself.",
    },
    {
      id: "errors-for-programs",
      title: "Errors for programs",
      open: "lib/hello_web/controllers/error_json.ts",
      path: "/api/birds/dodo",
      status: 404,
      hint: "What was thrown is assigns.reason. Only for a BirdNotFoundError is the message shown; for all others the detail stays as it was.",
    },
    {
      id: "errors-that-offer-help",
      title: "Errors that offer help",
      open: "lib/hello/birds.ts",
      path: "/birds/dodo",
      status: 404,
      hint: "BirdNotFoundError has actions: a list with a label and a handler that adds the bird. debugErrors is true again.",
    },
  ],
});
