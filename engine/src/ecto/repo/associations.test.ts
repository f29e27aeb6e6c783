import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { kinds, startRepo } from "../databases_contract.ts";
import {
  AssociationNotLoadedError,
  type Attrs,
  belongsTo,
  cast,
  change,
  decimal,
  from,
  hasMany,
  hasManyThrough,
  id,
  integer,
  Multi,
  manyToMany,
  type Repo,
  Schema,
  string,
  uuid,
  uuidV4,
} from "../index.ts";

class Category extends Schema("categories", { title: string() }) {}

class Product extends Schema("products", { title: string(), price: decimal() }) {
  categories = manyToMany(() => Category, { joinThrough: "product_categories", onReplace: "delete" });
  static changeset(product: Product, attrs: Attrs) {
    return cast(product, attrs, ["title", "price"]).validateRequired(["title"]);
  }
}

class Cart extends Schema("carts", { userUuid: uuid() }) {
  items = hasMany(() => CartItem, { onReplace: "delete" });
  products = hasManyThrough(() => Product, ["items", "product"]);
  static changeset(cart: Cart, attrs: Attrs) {
    return cast(cart, attrs, ["userUuid"]).validateRequired(["userUuid"]);
  }
}

class CartItem extends Schema("cart_items", { quantity: integer(), cartId: id(), productId: id() }) {
  cart = belongsTo(() => Cart);
  product = belongsTo(() => Product);
  static changeset(item: CartItem, attrs: Attrs) {
    return cast(item, attrs, ["quantity"])
      .validateRequired(["quantity"])
      .validateNumber("quantity", { greaterThanOrEqualTo: 0, lessThan: 100 })
      .assocConstraint("product");
  }
}

const TABLES = `
  create table categories (id bigserial primary key, title varchar(255));
  create table products (id bigserial primary key, title varchar(255), price numeric(15,6));
  create table product_categories (product_id bigint references products on delete cascade, category_id bigint references categories on delete cascade);
  create unique index on product_categories (category_id, product_id);
  create table carts (id bigserial primary key, user_uuid uuid);
  create table cart_items (id bigserial primary key, quantity integer,
    cart_id bigint constraint cart_items_cart_id_fkey references carts, product_id bigint constraint cart_items_product_id_fkey references products);
  create unique index on cart_items (cart_id, product_id);`;

describe.each(kinds)("associations on %s", (kind) => {
  let repo: Repo;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    ({ repo, stop } = await startRepo(kind, "fledge_associations_test", TABLES));
  }, 60_000);
  afterAll(() => stop());
  beforeEach(async () => {
    await repo.query("truncate cart_items, carts, product_categories, products, categories cascade");
  });

  const product = (title: string) => repo.insertOrThrow(new Product({ title }));
  const category = (title: string) => repo.insertOrThrow(new Category({ title }));
  const titles = (rows: readonly { title: string | null }[]) => rows.map((row) => row.title).sort();

  test("reading one that was not loaded says what to do", async () => {
    const made = await product("Lamp");
    expect(() => made.categories.map((row) => row.title)).toThrow(AssociationNotLoadedError);
    expect(() => made.categories.length).toThrow(
      "the association `categories` of Product is not loaded; load it first with Repo.preload(struct, { categories: true })",
    );
    expect(JSON.parse(JSON.stringify(made))).toEqual({ id: made.id, title: "Lamp", price: null });
    expect(made).toEqual(await repo.get(Product, made.id));
  });

  test("putAssoc ties and unties rows of the other side", async () => {
    const [books, tools, garden] = await Promise.all(["Books", "Tools", "Garden"].map(category));
    const save = async (given: Product, categories: Category[]) => {
      const loaded = await repo.preload(given, { categories: true });
      return repo.updateOrThrow(Product.changeset(loaded, {}).putAssoc("categories", categories));
    };
    let lamp = await product("Lamp");
    lamp = await save(lamp, [books as Category, tools as Category]);
    expect(titles(lamp.categories)).toEqual(["Books", "Tools"]);
    lamp = await save(lamp, [tools as Category, garden as Category]);
    expect(titles(lamp.categories)).toEqual(["Garden", "Tools"]);
    const again = await repo.preload(await repo.getOrThrow(Product, lamp.id), { categories: true });
    expect(titles(again.categories)).toEqual(["Garden", "Tools"]);
    expect(await repo.aggregate(Category, "count")).toBe(3);
    const same = Product.changeset(again, {}).putAssoc("categories", again.categories);
    expect(same.changes).toEqual({});
    expect(() =>
      Product.changeset(new Product(), {}).putAssoc("categories", [books as Category]),
    ).not.toThrow();
    const bare = await repo.getOrThrow(Product, lamp.id);
    expect(() => Product.changeset(bare, {}).putAssoc("categories", [])).toThrow(
      "must be loaded before it is changed",
    );
  });

  test("inserts a struct with its rows in one transaction", async () => {
    const lamp = await product("Lamp");
    const cart = await repo.insertOrThrow(
      change(new Cart(), { userUuid: uuidV4(), items: [{ quantity: 2, productId: lamp.id }] }),
    );
    expect(cart.items[0]).toMatchObject({ cartId: cart.id, quantity: 2 });
    const refused = await repo.insert(
      change(new Cart(), { userUuid: uuidV4() }).putAssoc("items", [
        CartItem.changeset(new CartItem({ productId: 0 }), { quantity: 1 }),
      ]),
    );
    if (refused.ok) throw new Error("accepted");
    expect(refused.error.traverseErrors()).toEqual({ items: [{ product: ["does not exist"] }] });
    expect(await repo.aggregate(Cart, "count")).toBe(1);
  });

  test("castAssoc updates, inserts and removes by primary key", async () => {
    const [lamp, desk] = [await product("Lamp"), await product("Desk")];
    const cart = await repo.insertOrThrow(
      change(new Cart(), {
        userUuid: uuidV4(),
        items: [
          { quantity: 2, productId: lamp.id },
          { quantity: 5, productId: desk.id },
        ],
      }),
    );
    const [first] = cart.items as [CartItem, CartItem];
    const params = { items: { "0": { id: String(first.id), quantity: "3" }, "1": { quantity: "9" } } };
    const changeset = Cart.changeset(cart, params).castAssoc("items", { with: CartItem.changeset });
    const updated = await repo.updateOrThrow(changeset);
    expect(updated.items.map((item) => item.quantity)).toEqual([3, 9]);
    const stored = await repo.all(
      from(CartItem)
        .where({ cartId: cart.id })
        .orderBy((i) => i.id),
    );
    expect(stored.map((item) => item.quantity)).toEqual([3, 9]);
    const invalid = Cart.changeset(cart, { items: [{ id: first.id, quantity: 100 }, {}] }).castAssoc("items");
    expect(invalid.valid).toBe(false);
    expect(Cart.changeset(cart, { items: "x" }).castAssoc("items").traverseErrors()).toEqual({
      items: ["is invalid"],
    });
    expect(
      Cart.changeset(new Cart(), {}).castAssoc("items", { required: true }).traverseErrors().items,
    ).toEqual(["can't be blank"]);
  });

  test("preloads from joins, with queries and through others", async () => {
    const [lamp, desk] = [await product("Lamp"), await product("Desk")];
    const userUuid = uuidV4();
    const cart = await repo.insertOrThrow(
      change(new Cart(), {
        userUuid,
        items: [
          { quantity: 2, productId: lamp.id },
          { quantity: 5, productId: desk.id },
        ],
      }),
    );
    const empty = await repo.insertOrThrow(new Cart({ userUuid: uuidV4() }));
    const query = from(Cart)
      .leftJoin((c) => c.items, "i")
      .leftJoin(({ i }) => i.product, "p")
      .preload({ items: { product: true } });
    const found = await repo.one(
      query.where((c) => c.userUuid.eq(userUuid)).orderBy(({ i }) => i.quantity.desc()),
    );
    expect(found?.items.map((item) => [item.quantity, item.product.title])).toEqual([
      [5, "Desk"],
      [2, "Lamp"],
    ]);
    expect((await repo.one(query.where({ id: empty.id })))?.items).toEqual([]);
    const desks = await repo.all(query.where(({ p }) => p.title.eq("Desk")));
    expect(desks.map((row) => row.items.length)).toEqual([1]);
    const [both] = await repo.preload([await repo.getOrThrow(Cart, cart.id)], {
      items: { product: true },
      products: true,
    });
    expect(both?.items.map((item) => item.product.title)).toEqual(["Lamp", "Desk"]);
    expect(titles(both?.products ?? [])).toEqual(["Desk", "Lamp"]);
    const through = await repo.all(
      from(Cart)
        .join((c) => c.products, "p")
        .select(({ p }) => p.title),
    );
    expect(through.sort()).toEqual(["Desk", "Lamp"]);
    const structs = await repo.all(
      from(CartItem)
        .join((i) => i.product, "p")
        .where(({ p }) => p.title.eq("Lamp"))
        .select(({ p }) => p),
    );
    expect(structs[0]).toBeInstanceOf(Product);
  });

  test("upserts with what a belongsTo points at", async () => {
    const lamp = await product("Lamp");
    const cart = await repo.insertOrThrow(new Cart({ userUuid: uuidV4() }));
    const add = () =>
      repo.insertOrThrow(
        CartItem.changeset(new CartItem({ quantity: 1 }), {})
          .putAssoc("cart", cart)
          .putAssoc("product", lamp),
        { onConflict: { inc: { quantity: 1 } }, conflictTarget: ["cartId", "productId"] },
      );
    expect((await add()).product.title).toBe("Lamp");
    await add();
    const items = await repo.all(CartItem);
    expect(items).toMatchObject([{ quantity: 2, cartId: cart.id, productId: lamp.id }]);
  });

  test("Multi runs everything or nothing and tells what failed", async () => {
    const lamp = await product("Lamp");
    const cart = await repo.insertOrThrow(
      change(new Cart(), { userUuid: uuidV4(), items: [{ quantity: 0, productId: lamp.id }] }),
    );
    const done = await repo.transaction(
      Multi.new()
        .update("cart", Cart.changeset(cart, { userUuid: uuidV4() }))
        .deleteAll("discarded", ({ cart }) =>
          from(CartItem).where((i) => i.cartId.eq(cart.id).and(i.quantity.eq(0))),
        )
        .run("sum", async (tx, { discarded }) => ({
          ok: true,
          value: discarded.count + (await tx.aggregate(CartItem, "count")),
        })),
    );
    if (!done.ok) throw new Error("failed");
    const sum: number = done.value.sum;
    expect(sum).toBe(1);
    const failed = await repo.transaction(
      Multi.new()
        .insert("category", new Category({ title: "Books" }))
        .insert("product", Product.changeset(new Product(), {})),
    );
    if (failed.ok) throw new Error("worked");
    expect(failed.error.failedOperation).toBe("product");
    expect(failed.error.failedValue).toMatchObject({ valid: false });
    expect(failed.error.changesSoFar.category).toBeInstanceOf(Category);
    expect(await repo.aggregate(Category, "count")).toBe(0);
  });
});
