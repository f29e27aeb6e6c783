import type { User } from "../../../hello/user.ts";
import { Header, Table } from "../../components/core_components.tsx";

export function index({ users }: { users: User[] }) {
  return (
    <>
      <Header>Users</Header>
      <Table
        id="users"
        rows={users}
        cols={[
          { label: "Name", cell: (user) => user.name },
          { label: "Email", cell: (user) => user.email },
          { label: "Pets", cell: (user) => user.numberOfPets },
        ]}
      />
    </>
  );
}
