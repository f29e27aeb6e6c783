import {
  type Attrs,
  cast,
  integer,
  Schema,
  string,
  timestamps,
} from "fledge/ecto";

export class User extends Schema("users", {
  name: string(),
  email: string(),
  bio: string(),
  numberOfPets: integer(),
  ...timestamps(),
}) {
  static changeset(user: User, attrs: Attrs) {
    return cast(user, attrs, [
      "name",
      "email",
      "bio",
      "numberOfPets",
    ]).validateRequired(["name", "email", "bio"]);
  }
}
