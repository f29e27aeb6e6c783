import { migration } from "fledge/ecto/migration";

export default migration({
  change(m) {
    m.createTable("users", (t) => {
      t.add("name", "string");
      t.add("email", "string");
      t.add("bio", "string");
      t.add("number_of_pets", "integer");
      t.timestamps();
    });
  },
});
