/** No row was found where one was needed; the endpoint answers 404. @see Ecto.NoResultsError */
export class NoResultsError extends Error {
  override name = "NoResultsError";
  readonly plugStatus = 404;
}

/** Several rows were found where there may be one. @see Ecto.MultipleResultsError */
export class MultipleResultsError extends Error {
  override name = "MultipleResultsError";
}

/** The row of a struct is no longer in the database; the endpoint answers 409. @see Ecto.StaleEntryError */
export class StaleEntryError extends Error {
  override name = "StaleEntryError";
  readonly plugStatus = 409;
}

/** A constraint was violated that the changeset does not turn into an error; the message says what to add. */
export class ConstraintError extends Error {
  override name = "ConstraintError";
  constructor(
    message: string,
    /** Name of the constraint in the database. */
    readonly constraint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** A changeset was invalid where only a valid one will do; thrown by `insertOrThrow` and the like. */
export class InvalidChangesetError extends Error {
  override name = "InvalidChangesetError";
  readonly plugStatus = 422;
  constructor(
    message: string,
    /** The changeset with its errors. */
    readonly changeset: unknown,
  ) {
    super(message);
  }
}

/** The repository was used before the application was started. */
export class RepoNotStartedError extends Error {
  override name = "RepoNotStartedError";
}
