// What a migration's steps are written down with.
import { repo } from "fledge/ecto";
import { MigrationBuilder, TableBuilder } from "fledge/ecto/migration";

export const m = new MigrationBuilder("up", repo({ otpApp: "hello" }));
export const t = new TableBuilder();
