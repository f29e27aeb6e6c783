import { integer, Schema, string, timestamps } from "fledge/ecto";

export class User extends Schema("users", {
  name: string(),
  email: string(),
  bio: string(),
  numberOfPets: integer(),
  ...timestamps(),
}) {}
