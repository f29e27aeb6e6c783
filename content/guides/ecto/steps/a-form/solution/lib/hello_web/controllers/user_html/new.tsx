import type { Changeset } from "fledge/ecto";
import type { User } from "../../../hello/user.ts";
import { path } from "../../../hello_web.ts";
import {
  Button,
  Header,
  Input,
  SimpleForm,
} from "../../components/core_components.tsx";

export function newUser({ changeset }: { changeset: Changeset<User> }) {
  return (
    <>
      <Header>New user</Header>
      <SimpleForm
        for={changeset}
        action={path("/users")}
        actions={<Button>Save</Button>}
      >
        {(f) => (
          <>
            <Input field={f.field("name")} label="Name" />
            <Input field={f.field("email")} type="email" label="Email" />
            <Input field={f.field("bio")} type="textarea" label="Biography" />
            <Input
              field={f.field("numberOfPets")}
              type="number"
              label="Number of pets"
            />
          </>
        )}
      </SimpleForm>
    </>
  );
}
