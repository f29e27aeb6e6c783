import { defineGuide } from "../../guide.ts";

export default defineGuide({
  slug: "ecto",
  number: 12,
  title: "Ecto",
  summary: "Keep data in PostgreSQL: migrations, schemas, changesets, queries, and a form.",
  project: ["hello"],
  setup: [["ecto.create"]],
  steps: [
    {
      id: "a-migration",
      title: "A migration",
      open: "lib/hello/repo.ts",
      hint: "Generate create_users, fill in its columns, and run fledge ecto.migrate.",
      commands: [["ecto.migrate"]],
    },
    {
      id: "the-schema",
      title: "The schema",
      open: "lib/hello/repo.ts",
      hint: 'Export a class User from lib/hello/user.ts that extends Schema("users", …) with the columns of the migration.',
    },
    {
      id: "changesets",
      title: "Changesets",
      open: "lib/hello/user.ts",
      hint: "User.changeset casts name, email, bio and numberOfPets, and requires name, email and bio.",
    },
    {
      id: "validations",
      title: "Finer validations",
      open: "lib/hello/user.ts",
      hint: "A bio has 2 to 140 characters; an email contains an @.",
    },
    {
      id: "the-repo",
      title: "The repository",
      open: "lib/hello/user.ts",
      hint: "Each function asks the Repo: all users by name, and the emails at a domain.",
    },
    {
      id: "a-page-of-users",
      title: "A page of users",
      open: "lib/hello_web/router.ts",
      path: "/users",
      hint: "The index action asks for all users and hands them to the view.",
    },
    {
      id: "a-form",
      title: "A form that adds one",
      open: "lib/hello_web/controllers/user_controller.ts",
      path: "/users/new",
      hint: "A valid form leads back to /users with a flash; an invalid one is shown again with its errors.",
    },
  ],
});
