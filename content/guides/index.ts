import type { Guide } from "../guide.ts";
import components from "./components-and-heex/guide.ts";
import controllers from "./controllers/guide.ts";
import customErrorPages from "./custom-error-pages/guide.ts";
import ecto from "./ecto/guide.ts";
import fileUploads from "./file-uploads/guide.ts";
import plug from "./plug/guide.ts";
import requestLifeCycle from "./request-life-cycle/guide.ts";
import routing from "./routing/guide.ts";
import routingCheatsheet from "./routing-cheatsheet/guide.ts";
import usingSsl from "./using-ssl/guide.ts";

/** The guides that can be opened, in the order of the course. */
export const guides: Guide[] = [
  requestLifeCycle,
  plug,
  routing,
  controllers,
  components,
  ecto,
  routingCheatsheet,
  customErrorPages,
  fileUploads,
  usingSsl,
];
