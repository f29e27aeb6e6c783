import { toHtml } from "../component/rendered.ts";

const PATTERN = /^([+-])?(\d+)?(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/;
/** Digits that a division keeps, as Elixir's Decimal does. */
const PRECISION = 28;
/** Exponents beyond this are refused: they would make strings of that length. */
const MAX_EXPONENT = 20_000;

/** What stands for a decimal in arithmetic. A number goes through its shortest decimal text. */
export type DecimalLike = Decimal | number | bigint | string;

/**
 * A decimal number of any size, exact in addition, subtraction and multiplication; for money and `decimal()` fields.
 *
 * @example
 * new Decimal("15.50").mult(2).toString() // "31.00"
 * @see Decimal
 */
export class Decimal {
  /** The digits without a point. */
  readonly coefficient: bigint;
  /** Digits after the point; never negative. */
  readonly scale: number;

  /**
   * Reads a decimal.
   *
   * @param value text such as `"-12.50"` or `"1e3"`, a finite number, a bigint or another decimal
   * @throws {RangeError} when `value` is no decimal
   */
  constructor(value: DecimalLike) {
    const parsed = parse(value);
    if (!parsed) throw new RangeError(`not a decimal: ${JSON.stringify(String(value))}`);
    this.coefficient = parsed.coefficient;
    this.scale = parsed.scale;
  }

  /**
   * Reads a decimal, or answers `null` when `value` is none.
   *
   * @example
   * Decimal.parse("1.50")?.toString() // "1.50"
   * Decimal.parse("a lot") // null
   */
  static parse(value: DecimalLike): Decimal | null {
    const parsed = parse(value);
    return parsed ? make(parsed.coefficient, parsed.scale) : null;
  }

  /**
   * This plus `other`.
   *
   * @example
   * new Decimal("1.10").add("2.20").toString() // "3.30"
   */
  add(other: DecimalLike): Decimal {
    const [a, b, scale] = align(this, new Decimal(other));
    return make(a + b, scale);
  }

  /**
   * This minus `other`.
   *
   * @example
   * new Decimal("3.30").sub("1.10").toString() // "2.20"
   */
  sub(other: DecimalLike): Decimal {
    const [a, b, scale] = align(this, new Decimal(other));
    return make(a - b, scale);
  }

  /**
   * This times `other`.
   *
   * @example
   * new Decimal("1.5").mult(3).toString() // "4.5"
   */
  mult(other: DecimalLike): Decimal {
    const right = new Decimal(other);
    return make(this.coefficient * right.coefficient, this.scale + right.scale);
  }

  /**
   * This divided by `other`, with 28 significant digits, half up.
   *
   * @throws {RangeError} when `other` is zero
   * @example
   * new Decimal(1).div(4).toString() // "0.25"
   */
  div(other: DecimalLike): Decimal {
    const right = new Decimal(other);
    if (right.coefficient === 0n) throw new RangeError(`division of ${this} by zero`);
    const digits = abs(this.coefficient).toString().length - abs(right.coefficient).toString().length;
    const shift = Math.max(0, PRECISION - digits);
    const quotient = divideHalfUp(this.coefficient * 10n ** BigInt(shift), right.coefficient);
    return normalize(quotient, this.scale - right.scale + shift);
  }

  /**
   * Rounds half up (away from zero) to `places` digits after the point; 0 unless told.
   *
   * @example
   * new Decimal("1.555").round(2).toString() // "1.56"
   */
  round(places = 0): Decimal {
    if (places >= this.scale) return make(this.coefficient * 10n ** BigInt(places - this.scale), places);
    return make(divideHalfUp(this.coefficient, 10n ** BigInt(this.scale - places)), places);
  }

  /**
   * -1, 0 or 1 as this is less than, equal to or greater than `other`.
   *
   * @example
   * new Decimal("1.50").compare("1.5") // 0
   */
  compare(other: DecimalLike): -1 | 0 | 1 {
    const [a, b] = align(this, new Decimal(other));
    return a < b ? -1 : a > b ? 1 : 0;
  }

  /**
   * Whether both are the same number, whatever their trailing zeros.
   *
   * @example
   * new Decimal("1.50").eq(1.5) // true
   */
  eq(other: DecimalLike): boolean {
    return this.compare(other) === 0;
  }

  /**
   * The nearest JavaScript number.
   *
   * @example
   * new Decimal("1.50").toNumber() // 1.5
   */
  toNumber(): number {
    return Number(this.toString());
  }

  /** How it reads in a template. */
  [toHtml](): string {
    return this.toString();
  }

  /** Plain notation with every digit that it was made with: `"15.50"`. */
  toString(): string {
    const sign = this.coefficient < 0n ? "-" : "";
    const digits = abs(this.coefficient)
      .toString()
      .padStart(this.scale + 1, "0");
    if (this.scale === 0) return sign + digits;
    return `${sign}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`;
  }

  /** A string, so that no digit is lost in JSON. */
  toJSON(): string {
    return this.toString();
  }
}

function parse(value: DecimalLike): { coefficient: bigint; scale: number } | null {
  if (value instanceof Decimal) return value;
  if (typeof value === "bigint") return { coefficient: value, scale: 0 };
  const match = PATTERN.exec(typeof value === "number" ? String(value) : value);
  if (!match) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = match;
  if (whole === "" && fraction === "") return null;
  const shift = Number(exponent);
  if (Math.abs(shift) > MAX_EXPONENT) return null;
  let coefficient = BigInt(whole + fraction);
  let scale = fraction.length - shift;
  if (scale < 0) {
    coefficient *= 10n ** BigInt(-scale);
    scale = 0;
  }
  return { coefficient: sign === "-" ? -coefficient : coefficient, scale };
}

function make(coefficient: bigint, scale: number): Decimal {
  return Object.assign(Object.create(Decimal.prototype) as Decimal, { coefficient, scale });
}

function normalize(coefficient: bigint, scale: number): Decimal {
  let digits = coefficient;
  let places = scale;
  while (places > 0 && digits % 10n === 0n) {
    digits /= 10n;
    places -= 1;
  }
  return places < 0 ? make(digits * 10n ** BigInt(-places), 0) : make(digits, places);
}

function align(left: Decimal, right: Decimal): [bigint, bigint, number] {
  const scale = Math.max(left.scale, right.scale);
  return [
    left.coefficient * 10n ** BigInt(scale - left.scale),
    right.coefficient * 10n ** BigInt(scale - right.scale),
    scale,
  ];
}

function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const remainder = abs(dividend % divisor);
  if (remainder * 2n < abs(divisor)) return quotient;
  return dividend < 0n === divisor < 0n ? quotient + 1n : quotient - 1n;
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
