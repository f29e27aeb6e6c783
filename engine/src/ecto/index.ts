/**
 * Data: schemas that say what a row looks like, changesets that check what is to be written, queries, and the repository that runs them.
 *
 * A schema is a class whose fields are declared with functions such as `string()` and `hasMany()`; its objects are plain and know nothing
 * of the database. `cast` makes a changeset of what a visitor sent, the `validate…` methods find what is wrong with it. `from` begins a
 * query. `repo` makes the repository, a child of the application, through which everything goes to PostgreSQL.
 *
 * @example
 * const changeset = cast(new User(), { name: "Ada", email: "ada@example.com" }, ["name", "email"]).validateRequired(["name"]);
 * changeset.valid; // true
 * @see Ecto
 */
export { CastError, type CastOptions, cast, change } from "./changeset/cast.ts";
export { Changeset } from "./changeset/changeset.ts";
export type { AnyChangeset, ErrorTree, Result, Verdict } from "./changeset/changeset_types.ts";
export {
  type Attrs,
  type ChangesetAction,
  type ChangesetError,
  type Constraint,
  type ErrorOptions,
  interpolate,
  type LengthOptions,
  type NumberOptions,
} from "./changeset/types.ts";
export { DatabaseError, type DatabaseErrorCode } from "./database/database_error.ts";
export type {
  DatabaseConnection,
  DatabaseDriver,
  DatabaseOptions,
  DatabasePool,
  QueryResult,
} from "./database_driver.ts";
export { Decimal, type DecimalLike } from "./decimal.ts";
export type { Columns } from "./query/bindings.ts";
export { count, fragment, QueryCastError } from "./query/expression.ts";
export type { Condition, Expression, ExpressionOf, Operand, Ordering } from "./query/expression_types.ts";
export { from, type Preloads, Query } from "./query/query.ts";
export type { BulkResult } from "./repo/bulk.ts";
export {
  ConstraintError,
  InvalidChangesetError,
  MultipleResultsError,
  NoResultsError,
  RepoNotStartedError,
  StaleEntryError,
} from "./repo/errors.ts";
export { Multi, type MultiFailure } from "./repo/multi.ts";
export { Repo } from "./repo/repo.ts";
export { type RepoChild, type RepoConfig, repo } from "./repo/repo_child.ts";
export { checkRepoStatus, PendingMigrationError, StorageNotCreatedError } from "./repo_status.ts";
export { type SandboxOwner, startOwner } from "./sandbox.ts";
export {
  AssociationNotLoadedError,
  belongsTo,
  hasMany,
  hasManyThrough,
  hasOne,
  manyToMany,
} from "./schema/association.ts";
export {
  any,
  array,
  binary,
  binaryId,
  boolean,
  date,
  decimal,
  enumOf,
  type Field,
  type FieldOptions,
  field,
  float,
  id,
  integer,
  map,
  naiveDatetime,
  naiveDatetimeUsec,
  string,
  text,
  time,
  timestamps,
  timeUsec,
  utcDatetime,
  utcDatetimeUsec,
  uuid,
} from "./schema/field.ts";
export {
  type AnyStruct,
  type FieldName,
  type FieldValue,
  Schema,
  type SchemaClass,
  type StructValues,
} from "./schema/schema.ts";
export { type EctoType, invalid } from "./types/type.ts";
export { uuidV4 } from "./uuid.ts";
