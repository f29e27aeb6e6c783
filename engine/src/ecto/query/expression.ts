import { booleanType, floatType, integerType, stringType } from "../types/basic.ts";
import { type EctoType, invalid } from "../types/type.ts";
import type { Condition, Expression, ExpressionOf, Ordering, OrderingOptions } from "./expression_types.ts";
import { type Sql, sql } from "./sql.ts";

/** A value does not fit the column that it is compared with; the endpoint answers 400. */
export class QueryCastError extends Error {
  override name = "QueryCastError";
  readonly plugStatus = 400;
}

type Type = EctoType<unknown> | undefined;

const pieces = new WeakMap<object, { sql: Sql; type: Type; name?: string }>();

/** The SQL of an expression, a condition or an ordering. */
export function sqlOf(expression: unknown): Sql {
  const piece = typeof expression === "object" && expression !== null ? pieces.get(expression) : undefined;
  if (!piece)
    throw new TypeError(
      `expected an expression of the query such as (u) => u.name, got: ${String(expression)}`,
    );
  return piece.sql;
}

/** The type that an expression's value is loaded with; none for SQL of one's own. */
export function typeOf(expression: object): Type {
  return pieces.get(expression)?.type;
}

/** The column that an expression is, if it is nothing else. */
export function nameOf(expression: object): string | undefined {
  return pieces.get(expression)?.name;
}

/** Makes the expression of a column. */
export function columnExpression(piece: Sql, type: Type, name: string): ExpressionOf<unknown> {
  const made = new SqlExpression();
  pieces.set(made, { sql: piece, type, name });
  return made as unknown as ExpressionOf<unknown>;
}

/** Whether a value is an expression of a query. */
export function isExpression(value: unknown): value is Expression<unknown> {
  return typeof value === "object" && value !== null && pieces.has(value);
}

/** Makes an expression out of SQL. */
export function expression<T>(piece: Sql, type?: EctoType<never>): ExpressionOf<T> {
  return make(piece, type as Type) as unknown as ExpressionOf<T>;
}

/** Makes a condition out of SQL. */
export function condition(piece: Sql): Condition {
  return make(piece, booleanType as Type) as unknown as Condition;
}

/** Casts and dumps a value for the database. */
export function parameter(value: unknown, type: Type): unknown {
  if (value === null || value === undefined) {
    throw new QueryCastError("comparing with null is never true in SQL: use isNull() or isNotNull()");
  }
  if (!type) return value instanceof Date ? value.toISOString() : value;
  const cast = type.cast(value);
  if (cast === invalid) {
    throw new QueryCastError(`the value ${JSON.stringify(value)} does not fit a field of type ${type.name}`);
  }
  return type.dump(cast);
}

/**
 * SQL of your own in a query; expressions of the query are put in as they are, other values become parameters.
 *
 * @example
 * from(User).where((u) => fragment<boolean>`lower(${u.email}) = ${email}`)
 * @see Ecto.Query.API.fragment/1
 */
export function fragment<T = unknown>(
  texts: TemplateStringsArray,
  ...values: readonly unknown[]
): ExpressionOf<T> {
  const parts = values.map((value) => (isExpression(value) ? sqlOf(value) : parameter(value, undefined)));
  return expression<T>(sql(texts, ...parts));
}

/**
 * The number of rows.
 *
 * @example
 * await Repo.one(from(User).select(() => count())) // 1
 * @see Ecto.Query.API.count/0
 */
export function count(): ExpressionOf<number> {
  return expression<number>(sql`count(*)`, integerType as EctoType<never>);
}

function make(piece: Sql, type: Type): SqlExpression {
  const made = new SqlExpression();
  pieces.set(made, { sql: piece, type });
  return made;
}

// One class has every operator; the types of `expression_types.ts` show those that a column's type has.
class SqlExpression {
  eq(value: unknown): SqlExpression {
    return this.#compare("=", value);
  }
  ne(value: unknown): SqlExpression {
    return this.#compare("!=", value);
  }
  gt(value: unknown): SqlExpression {
    return this.#compare(">", value);
  }
  gte(value: unknown): SqlExpression {
    return this.#compare(">=", value);
  }
  lt(value: unknown): SqlExpression {
    return this.#compare("<", value);
  }
  lte(value: unknown): SqlExpression {
    return this.#compare("<=", value);
  }
  like(pattern: unknown): SqlExpression {
    return this.#compare("like", pattern, stringType as Type);
  }
  ilike(pattern: unknown): SqlExpression {
    return this.#compare("ilike", pattern, stringType as Type);
  }
  between(from: unknown, to: unknown): SqlExpression {
    return boolean(sql`${this.#sql} between ${this.#operand(from)} and ${this.#operand(to)}`);
  }
  in(values: readonly unknown[]): SqlExpression {
    return boolean(sql`${this.#sql} = any(${this.#list(values)})`);
  }
  notIn(values: readonly unknown[]): SqlExpression {
    return boolean(sql`${this.#sql} != all(${this.#list(values)})`);
  }
  has(value: unknown): SqlExpression {
    return boolean(sql`${isExpression(value) ? sqlOf(value) : value} = any(${this.#sql})`);
  }
  isNull(): SqlExpression {
    return boolean(sql`${this.#sql} is null`);
  }
  isNotNull(): SqlExpression {
    return boolean(sql`${this.#sql} is not null`);
  }
  and(other: SqlExpression): SqlExpression {
    return boolean(sql`(${this.#sql} and ${sqlOf(other)})`);
  }
  or(other: SqlExpression): SqlExpression {
    return boolean(sql`(${this.#sql} or ${sqlOf(other)})`);
  }
  not(): SqlExpression {
    return boolean(sql`not (${this.#sql})`);
  }
  add(value: unknown): SqlExpression {
    return this.#calculate("+", value);
  }
  sub(value: unknown): SqlExpression {
    return this.#calculate("-", value);
  }
  mult(value: unknown): SqlExpression {
    return this.#calculate("*", value);
  }
  div(value: unknown): SqlExpression {
    return this.#calculate("/", value);
  }
  lower(): SqlExpression {
    return make(sql`lower(${this.#sql})`, this.#type);
  }
  upper(): SqlExpression {
    return make(sql`upper(${this.#sql})`, this.#type);
  }
  coalesce(fallback: unknown): SqlExpression {
    return make(sql`coalesce(${this.#sql}, ${this.#operand(fallback)})`, this.#type);
  }
  count(): SqlExpression {
    return make(sql`count(${this.#sql})`, integerType as Type);
  }
  countDistinct(): SqlExpression {
    return make(sql`count(distinct ${this.#sql})`, integerType as Type);
  }
  sum(): SqlExpression {
    return make(sql`sum(${this.#sql})`, this.#type);
  }
  avg(): SqlExpression {
    // The mean of integers is no integer.
    return make(sql`avg(${this.#sql})`, isInteger(this.#type) ? (floatType as Type) : this.#type);
  }
  min(): SqlExpression {
    return make(sql`min(${this.#sql})`, this.#type);
  }
  max(): SqlExpression {
    return make(sql`max(${this.#sql})`, this.#type);
  }
  asc(options?: OrderingOptions): Ordering {
    return order(sql`${this.#sql} asc`, options);
  }
  desc(options?: OrderingOptions): Ordering {
    return order(sql`${this.#sql} desc`, options);
  }

  get #sql(): Sql {
    return sqlOf(this);
  }

  get #type(): Type {
    return typeOf(this);
  }

  #operand(value: unknown, type: Type = this.#type): Sql {
    return isExpression(value) ? sqlOf(value) : sql`${parameter(value, type)}`;
  }

  #list(values: readonly unknown[]): Sql {
    return sql`${values.map((value) => parameter(value, this.#type))}`;
  }

  #compare(operator: string, value: unknown, type: Type = this.#type): SqlExpression {
    return boolean(sql`${this.#sql} ${sql.raw(operator)} ${this.#operand(value, type)}`);
  }

  #calculate(operator: string, value: unknown): SqlExpression {
    return make(sql`(${this.#sql} ${sql.raw(operator)} ${this.#operand(value)})`, this.#type);
  }
}

function boolean(piece: Sql): SqlExpression {
  return make(piece, booleanType as Type);
}

function order(piece: Sql, options: OrderingOptions = {}): Ordering {
  const nulls = options.nulls ? sql.raw(` nulls ${options.nulls}`) : sql.raw("");
  return make(sql`${piece}${nulls}`, undefined) as unknown as Ordering;
}

function isInteger(type: Type): boolean {
  return type?.name === "integer" || type?.name === "id";
}
