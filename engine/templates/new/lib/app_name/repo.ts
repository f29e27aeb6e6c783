import { repo } from "fledge/ecto";

/** The database of the application. Its address is `repo.url` in config/. */
export const Repo = repo({ otpApp: "app_name" });
