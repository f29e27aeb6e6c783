import { type EctoType, invalid } from "./type.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;
const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?)\s*(Z|[+-]\d{2}(?::?\d{2})?)?$/i;

/** A day: `"2026-11-22"`. Forms may also give `{ year, month, day }`. */
export const dateType: EctoType<string> = {
  name: "date",
  cast(value) {
    if (typeof value === "string")
      return validDate(value) ?? validDate(DATE_TIME.exec(value)?.[1]) ?? invalid;
    if (value instanceof Date) return iso(value)?.slice(0, 10) ?? invalid;
    return validDate(dateOfParts(value)) ?? invalid;
  },
  dump: (value) => value,
  load: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : String(value)),
};

/** A time of the day to the second: `"14:30:00"`. Forms may leave the seconds out or give `{ hour, minute }`. */
export const timeType: EctoType<string> = timeOf("time", false);

/** A time of the day with microseconds: `"14:30:00.000000"`. */
export const timeUsecType: EctoType<string> = timeOf("timeUsec", true);

/** A point in time to the second, in UTC. */
export const utcDatetimeType: EctoType<Date> = datetimeOf("utcDatetime", false);

/** A point in time to the millisecond, in UTC. */
export const utcDatetimeUsecType: EctoType<Date> = datetimeOf("utcDatetimeUsec", true);

/** A date and time to the second without a zone; its `Date` is read in UTC. */
export const naiveDatetimeType: EctoType<Date> = datetimeOf("naiveDatetime", false);

/** A date and time to the millisecond without a zone; its `Date` is read in UTC. */
export const naiveDatetimeUsecType: EctoType<Date> = datetimeOf("naiveDatetimeUsec", true);

/** Drops what a column to the second cannot hold. */
export function truncateToSecond(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}

function timeOf(name: string, usec: boolean): EctoType<string> {
  return {
    name,
    cast: (value) => validTime(typeof value === "string" ? value : timeOfParts(value), usec) ?? invalid,
    dump: (value) => value,
    load: (value) => validTime(String(value), usec) ?? String(value),
  };
}

function datetimeOf(name: string, usec: boolean): EctoType<Date> {
  const toPrecision = (date: Date) => (usec ? date : truncateToSecond(date));
  return {
    name,
    cast(value) {
      const date = castDatetime(value);
      return date ? toPrecision(date) : invalid;
    },
    // The zone is written so that a `timestamptz` column reads it right; a `timestamp` column ignores it.
    dump: (value) =>
      toPrecision(value)
        .toISOString()
        .replace(usec ? "" : ".000", ""),
    load: (value) => toPrecision(value instanceof Date ? value : new Date(String(value))),
    equal: (a, b) => a.getTime() === b.getTime(),
  };
}

function castDatetime(value: unknown): Date | undefined {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? undefined : value;
  if (typeof value !== "string") {
    const date = dateOfParts(value);
    const time = timeOfParts(value);
    return date && time ? castDatetime(`${date} ${time}`) : undefined;
  }
  const [, day, time, zone = "Z"] = DATE_TIME.exec(value) ?? [];
  if (!validDate(day) || !validTime(time, true)) return undefined;
  const offset = zone.length === 3 ? `${zone}:00` : zone.toUpperCase();
  const date = new Date(`${day}T${validTime(time, true)?.slice(0, 12)}${offset}`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function validDate(text: string | undefined): string | undefined {
  const [, year, month, day] = DATE.exec(text ?? "") ?? [];
  if (!year) return undefined;
  const date = new Date(`${text}T00:00:00Z`);
  return date.getUTCMonth() + 1 === Number(month) && date.getUTCDate() === Number(day) ? text : undefined;
}

function validTime(text: string | undefined, usec: boolean): string | undefined {
  const [, hour, minute, second = "00", fraction = ""] = TIME.exec(text ?? "") ?? [];
  if (!hour || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  return `${hour}:${minute}:${second}${usec ? `.${fraction.padEnd(6, "0")}` : ""}`;
}

function dateOfParts(value: unknown): string | undefined {
  const { year, month, day } = parts(value);
  return year && month && day
    ? `${year.padStart(4, "0")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`
    : undefined;
}

function timeOfParts(value: unknown): string | undefined {
  const { hour, minute, second = "0" } = parts(value);
  if (!hour || !minute) return undefined;
  return `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}:${second.padStart(2, "0")}`;
}

function parts(value: unknown): Record<string, string | undefined> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, String(part)]));
}

function iso(date: Date): string | undefined {
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
