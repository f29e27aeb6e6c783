import type { MigrationBuilder } from "./builder.ts";

type Steps = (m: MigrationBuilder) => void | Promise<void>;

/** Options of a migration. */
export interface MigrationOptions {
  /** Runs outside a transaction, as an index made `concurrently` needs. */
  disableDdlTransaction?: boolean;
}

/** What a migration does: `change`, which can be turned round, or `up` and `down`. */
export type MigrationSteps = MigrationOptions & ({ change: Steps } | { up: Steps; down?: Steps });

/** A migration. Made by `migration(…)`. */
export class Migration {
  constructor(readonly steps: MigrationOptions & { change?: Steps; up?: Steps; down?: Steps }) {}
}

/**
 * Describes a change of the database; the default export of a file in `priv/repo/migrations`.
 *
 * @param steps `change`, whose steps are turned round to undo it, or `up` and `down`
 * @example
 * export default migration({
 *   change(m) {
 *     m.createTable("users", (t) => { t.add("email", "string", { null: false }); t.timestamps(); });
 *     m.createUniqueIndex("users", ["email"]);
 *   },
 * });
 * @see Ecto.Migration
 */
export function migration(steps: MigrationSteps): Migration {
  const { change, up } = steps as Migration["steps"];
  if (!change === !up) throw new TypeError("a migration has either change, or up (and down)");
  return new Migration(steps);
}
