import { type Attrs, from } from "fledge/ecto";
import { Repo } from "./repo.ts";
import { User } from "./user.ts";

/** Everybody, by name. */
export function listUsers() {
  return Repo.all(from(User).orderBy((user) => user.name));
}

/** Adds a user, unless the attributes are not valid. */
export function createUser(attrs: Attrs) {
  return Repo.insert(User.changeset(new User(), attrs));
}

/** The emails at a domain, e.g. `example.com`. */
export function emailsAt(domain: string) {
  return Repo.all(
    from(User)
      .where((user) => user.email.ilike(`%@${domain}`))
      .orderBy((user) => user.email)
      .select((user) => user.email),
  );
}
