import { migration, references } from "fledge/ecto/migration";

export default migration({
  change(m) {
    m.createTable("users", (t) => {
      t.add("name", "string");
      t.add("email", "string");
      t.add("age", "integer");
      t.add("confirmed_at", "utcDatetime");
      t.timestamps();
    });
    m.createTable("posts", (t) => {
      t.add("title", "string");
      t.timestamps();
    });
    m.createTable("comments", (t) => {
      t.add("body", "text");
      t.add("post_id", references("posts"));
      t.add("author_id", references("users"));
    });
    m.createTable("categories", (t) => t.add("title", "string"));
    m.createTable("products", (t) => {
      t.add("title", "string");
      t.add("price", "decimal");
      t.add("views", "integer");
    });
    m.createTable("product_categories", (t) => {
      t.add("product_id", references("products"));
      t.add("category_id", references("categories"));
    });
    m.createTable("orders", (t) => t.add("total", "decimal"));
    m.createTable("line_items", (t) => {
      t.add("quantity", "integer");
      t.add("order_id", references("orders"));
      t.add("product_id", references("products"));
    });
  },
});
