import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "file-uploads",
  number: 33,
  title: "File uploads",
  summary: "Take a photo from a visitor, look at what arrived, keep it, and refuse what you do not want.",
  project: ["hello", "--no-ecto"],
  steps: [
    {
      id: "a-multipart-form",
      title: "A multipart form",
      open: "lib/hello_web/router.ts",
      path: "/photos/new",
      hint: "The form needs multipart, and an Input of the type file for the field photo. It is sent to /photos.",
    },
    {
      id: "what-arrives",
      title: "What arrives",
      open: "lib/hello_web/controllers/photo_controller.ts",
      path: "/photos/new",
      hint: "The create action answers with the name and the content type of the upload.",
    },
    {
      id: "keeping-the-file",
      title: "Keeping the file",
      open: "lib/hello_web/controllers/photo_controller.ts",
      path: "/photos/new",
      hint: "Save each upload below priv/uploads under a name of your own, serve that folder at /uploads, and lead to a page that shows the photo.",
    },
    {
      id: "no-file-or-the-wrong-one",
      title: "No file, or the wrong one",
      open: "lib/hello_web/controllers/photo_controller.ts",
      path: "/photos/new",
      hint: "Show the form again: with “choose a file” when none came, with “must be an image” when it is none.",
    },
    {
      id: "limits",
      title: "Limits",
      open: "lib/hello_web/endpoint.ts",
      path: "/photos/new",
      hint: "parsers() takes length: the most bytes of a whole request. Two million are allowed, and not one more.",
    },
  ],
});
