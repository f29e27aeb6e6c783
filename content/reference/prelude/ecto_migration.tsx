// What a migration's steps are written down with.
import { MigrationBuilder, TableBuilder } from "fledge/ecto/migration";

export const m = new MigrationBuilder();
export const t = new TableBuilder();
