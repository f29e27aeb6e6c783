/** Turns the text of a value, as PostgreSQL sends it, into a JavaScript value. */
export type ValueParser = (text: string) => unknown;

const integer: ValueParser = (text) => Number(text);
const bigInteger: ValueParser = (text) => (Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text));
const boolean: ValueParser = (text) => text === "t" || text === "true";
const json: ValueParser = (text) => JSON.parse(text);
const plain: ValueParser = (text) => text;

function bytes(text: string): Uint8Array {
  const hex = text.slice(2);
  const result = new Uint8Array(hex.length / 2);
  for (let index = 0; index < result.length; index += 1) {
    result[index] = Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  }
  return result;
}

/** `2026-11-22 10:00:00.5` in UTC, or with a zone such as `+02`; `infinity` stays text. */
function timestamp(text: string): Date | string {
  const [, day, time, zone = "Z"] = /^(\d{4}-\d{2}-\d{2}) ([\d:.]+)([+-][\d:]+)?$/.exec(text) ?? [];
  const date = new Date(`${day}T${time}${zone.length === 3 ? `${zone}:00` : zone}`);
  return day && !Number.isNaN(date.getTime()) ? date : text;
}

/** Parsers by the type's number in PostgreSQL (`select oid, typname from pg_type`), each with the number of its array type. */
const TYPES: readonly [oid: number, array: number, parser: ValueParser][] = [
  [16, 1000, boolean],
  [17, 1001, bytes],
  [20, 1016, bigInteger],
  [21, 1005, integer],
  [23, 1007, integer],
  [26, 1028, integer],
  [25, 1009, plain],
  [1042, 1014, plain],
  [1043, 1015, plain],
  [19, 1003, plain],
  [700, 1021, integer],
  [701, 1022, integer],
  [1700, 1231, plain],
  [1082, 1182, plain],
  [1083, 1183, plain],
  [1266, 1270, plain],
  [1114, 1115, timestamp],
  [1184, 1185, timestamp],
  [1186, 1187, plain],
  [2950, 2951, plain],
  [114, 199, json],
  [3802, 3807, json],
  [869, 1041, plain],
];

/** One parser for each type that is not plain text; PGlite and `pg` both use them, so that both give the same values. */
export const valueParsers: Readonly<Record<number, ValueParser>> = Object.fromEntries(
  TYPES.flatMap(([oid, array, parser]) => [
    [oid, parser],
    [array, (text: string) => parseArray(text, parser)],
  ]),
);

/** The parser of a type; text stays text when the type has none. */
export function valueParser(oid: number): ValueParser {
  return valueParsers[oid] ?? plain;
}

/** Reads PostgreSQL's array notation: `{1,NULL,"a \"quoted\" item",{nested}}`. */
export function parseArray(text: string, parser: ValueParser): unknown[] {
  // Arrays with other bounds than 1 are written `[0:2]={…}`.
  let at = text.indexOf("{");
  return list();

  function list(): unknown[] {
    const items: unknown[] = [];
    at += 1;
    while (text[at] !== "}" && at < text.length) {
      if (text[at] === ",") at += 1;
      else if (text[at] === "{") items.push(list());
      else if (text[at] === '"') items.push(parser(quoted()));
      else items.push(bare());
    }
    at += 1;
    return items;
  }

  function quoted(): string {
    let value = "";
    for (at += 1; text[at] !== '"' && at < text.length; at += 1) {
      if (text[at] === "\\") at += 1;
      value += text[at];
    }
    at += 1;
    return value;
  }

  function bare(): unknown {
    const start = at;
    while (text[at] !== "," && text[at] !== "}" && at < text.length) at += 1;
    const value = text.slice(start, at);
    return value === "NULL" ? null : parser(value);
  }
}
