import { path } from "../../hello_web.ts";
import {
  Button,
  Header,
  Input,
  SimpleForm,
} from "../components/core_components.tsx";

export function form() {
  return (
    <>
      <Header>New photo</Header>
      <SimpleForm
        for={null}
        action={path("/photos")}
        multipart
        actions={<Button>Send</Button>}
      >
        {(f) => <Input field={f.field("photo")} type="file" label="Photo" />}
      </SimpleForm>
    </>
  );
}
