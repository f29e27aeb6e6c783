import type { Guide } from "../guide.ts";
import components from "./components-and-heex/guide.ts";
import customErrorPages from "./custom-error-pages/guide.ts";
import ecto from "./ecto/guide.ts";
import fileUploads from "./file-uploads/guide.ts";
import requestLifeCycle from "./request-life-cycle/guide.ts";
import routing from "./routing/guide.ts";

/** The guides that can be opened, in the order of the course. */
export const guides: Guide[] = [requestLifeCycle, routing, components, ecto, customErrorPages, fileUploads];
