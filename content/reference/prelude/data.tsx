// Schemas and structs that examples take for granted.
import {
  type Attrs,
  belongsTo,
  cast,
  Decimal,
  decimal,
  hasMany,
  id,
  integer,
  manyToMany,
  Schema,
  string,
  text,
  timestamps,
  utcDatetime,
} from "fledge/ecto";

export class User extends Schema("users", {
  name: string(),
  email: string(),
  age: integer(),
  confirmedAt: utcDatetime(),
  ...timestamps(),
}) {
  static changeset(user: User, attrs: Attrs) {
    return cast(user, attrs, ["name", "email", "age"]).validateRequired(["name"]);
  }
}

export class Post extends Schema("posts", { title: string(), ...timestamps() }) {
  comments = hasMany(() => Comment);

  static changeset(post: Post, attrs: Attrs) {
    return cast(post, attrs, ["title"]).validateRequired(["title"]).validateLength("title", { min: 2 });
  }
}

export class Comment extends Schema("comments", { body: text(), postId: id(), authorId: id() }) {
  post = belongsTo(() => Post);
  author = belongsTo(() => User);
}

export class Category extends Schema("categories", { title: string() }) {}

export class Product extends Schema("products", {
  title: string(),
  price: decimal(),
  views: integer({ default: 0 }),
}) {
  categories = manyToMany(() => Category, { joinThrough: "product_categories", onReplace: "delete" });

  static changeset(product: Product, attrs: Attrs) {
    return cast(product, attrs, ["title", "price", "views"]).validateRequired(["title"]);
  }
}

export class LineItem extends Schema("line_items", { quantity: integer(), orderId: id(), productId: id() }) {
  order = belongsTo(() => Order);
  product = belongsTo(() => Product);

  static changeset(item: LineItem, attrs: Attrs) {
    return cast(item, attrs, ["quantity"]).validateRequired(["quantity"]);
  }
}

export class Order extends Schema("orders", { total: decimal() }) {
  lineItems = hasMany(() => LineItem);
}

export const user = new User({ id: 1, name: "Ada", email: "ada@example.com" });
export const post = new Post({ id: 3, title: "Hello" });
export const product = new Product({ id: 7, title: "Shoes", price: new Decimal("19.90") });
/** What a visitor sent for a product, without the title that it needs. */
export const changeset = Product.changeset(new Product(), { title: "" });
export const attrs: Attrs = { name: "Grace", email: "grace@example.com" };
export const email = "ada@example.com";
