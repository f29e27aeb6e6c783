const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Reads the date of a cookie's `Expires` the forgiving way of RFC 6265, 5.1.1: tokens in any order, years of two digits.
 * Returns milliseconds since the epoch, `undefined` for what is no date.
 */
export function parseCookieDate(text: string): number | undefined {
  let time: [number, number, number] | undefined;
  let day: number | undefined;
  let month: number | undefined;
  let year: number | undefined;
  for (const token of text.split(/[\t\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+/)) {
    const clock = /^(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D|$)/.exec(token);
    const digits = /^(\d{1,4})(?:\D|$)/.exec(token)?.[1];
    const named = months.indexOf(token.slice(0, 3).toLowerCase());
    if (!time && clock) time = [Number(clock[1]), Number(clock[2]), Number(clock[3])];
    else if (day === undefined && digits && digits.length <= 2) day = Number(digits);
    else if (month === undefined && token.length >= 3 && named >= 0) month = named;
    else if (year === undefined && digits && digits.length >= 2) year = Number(digits);
  }
  if (!time || day === undefined || month === undefined || year === undefined) return;
  if (year >= 70 && year <= 99) year += 1900;
  else if (year <= 69) year += 2000;
  const [hour, minute, second] = time;
  if (day < 1 || day > 31 || year < 1601 || hour > 23 || minute > 59 || second > 59) return;
  const date = new Date(Date.UTC(year, month, day, hour, minute, second));
  return date.getUTCDate() === day ? date.getTime() : undefined;
}
