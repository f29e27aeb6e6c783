/**
 * The domain of the application. Contexts, the modules that define the data
 * and the business logic, live in lib/app_name and are made public from here.
 */
export { Application } from "./app_name/application.ts";
//% if ecto
export { Repo } from "./app_name/repo.ts";
//% end
