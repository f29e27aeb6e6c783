import type { Decimal } from "../decimal.ts";

declare const valueType: unique symbol;

/** Something of a query that has a value of type `T` in each row. */
export interface Expression<T> {
  /** There is no such property at run time. */
  readonly [valueType]: T;
}

/** A value, or an expression of the query with such a value. */
export type Operand<T> = T | Expression<T> | Expression<T | null>;

/** Something of a query that is true or false. */
export interface Condition extends Expression<boolean> {
  /**
   * True where both are.
   *
   * @example
   * from(User).where((u) => u.name.eq("Ada").and(u.age.gte(18)))
   */
  and(other: Condition): Condition;
  /**
   * True where one of them is, or both.
   *
   * @example
   * from(User).where((u) => u.name.eq("Ada").or(u.name.eq("Grace")))
   */
  or(other: Condition): Condition;
  /**
   * True where this is false.
   *
   * @example
   * from(User).where((u) => u.name.eq("Ada").not())
   */
  not(): Condition;
}

/** An expression and the direction it orders rows in. */
export interface Ordering {
  readonly [orderingOf]: true;
}
declare const orderingOf: unique symbol;

/** Where `null` stands in an order. */
export interface OrderingOptions {
  nulls?: "first" | "last";
}

interface Common<T> extends Expression<T> {
  /** Equal to a value; for `null` see `isNull`. */
  eq(value: Operand<NonNullable<T>>): Condition;
  ne(value: Operand<NonNullable<T>>): Condition;
  in(values: readonly NonNullable<T>[]): Condition;
  notIn(values: readonly NonNullable<T>[]): Condition;
  isNull(): Condition;
  isNotNull(): Condition;
  asc(options?: OrderingOptions): Ordering;
  desc(options?: OrderingOptions): Ordering;
  /** Rows in which this is not `null`. */
  count(): NumberExpression<number>;
  countDistinct(): NumberExpression<number>;
  /** `fallback` where this is `null`. */
  coalesce(fallback: Operand<NonNullable<T>>): ExpressionOf<NonNullable<T>>;
}

interface Ordered<T> extends Common<T> {
  gt(value: Operand<NonNullable<T>>): Condition;
  gte(value: Operand<NonNullable<T>>): Condition;
  lt(value: Operand<NonNullable<T>>): Condition;
  lte(value: Operand<NonNullable<T>>): Condition;
  /** Between two values, both included. */
  between(from: Operand<NonNullable<T>>, to: Operand<NonNullable<T>>): Condition;
  min(): ExpressionOf<NonNullable<T> | null>;
  max(): ExpressionOf<NonNullable<T> | null>;
}

interface TextExpression<T> extends Ordered<T> {
  /** Matches a pattern in which `%` stands for any text and `_` for one character. */
  like(pattern: Operand<string>): Condition;
  /** As `like`, whatever the case. */
  ilike(pattern: Operand<string>): Condition;
  lower(): ExpressionOf<T>;
  upper(): ExpressionOf<T>;
}

interface NumberExpression<T> extends Ordered<T> {
  add(value: Operand<NonNullable<T>>): NumberExpression<T>;
  sub(value: Operand<NonNullable<T>>): NumberExpression<T>;
  mult(value: Operand<NonNullable<T>>): NumberExpression<T>;
  div(value: Operand<NonNullable<T>>): NumberExpression<T>;
  sum(): NumberExpression<NonNullable<T> | null>;
  avg(): NumberExpression<NonNullable<T> | null>;
}

interface ListExpression<T> extends Common<T> {
  /** Has a value among its items. */
  has(value: NonNullable<T> extends readonly (infer I)[] ? Operand<I> : never): Condition;
}

/** What can be done with an expression of a type. */
export type ExpressionOf<T> = [NonNullable<T>] extends [string]
  ? TextExpression<T>
  : [NonNullable<T>] extends [number | Decimal]
    ? NumberExpression<T>
    : [NonNullable<T>] extends [boolean]
      ? Common<T> & Condition
      : [NonNullable<T>] extends [Date]
        ? Ordered<T>
        : [NonNullable<T>] extends [readonly unknown[]]
          ? ListExpression<T>
          : Common<T>;
