const dayMs = 86_400_000;

/** Days since 1970-01-01, or null for a day that no calendar has. */
function dayNumber(year: number, month: number, day: number): number | null {
  // Date.UTC reads years below 100 as 19xx; setUTCFullYear does not.
  const ms = new Date(0).setUTCFullYear(year, month - 1, day);
  const date = new Date(ms);
  const same =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return same ? Math.floor(ms / dayMs) : null;
}

function dateText(day: number): string {
  const date = new Date(day * dayMs);
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  return pad(date.getUTCFullYear(), 4) + pad(date.getUTCMonth() + 1, 2) + pad(date.getUTCDate(), 2);
}

function shiftOne(text: string, days: number): string | null {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(text.trim());
  if (!match) return null;
  const day = dayNumber(Number(match[1]), Number(match[2]), Number(match[3]));
  return day === null ? null : dateText(day + days);
}

function mapValues(text: string, map: (value: string) => string | null): string | null {
  const values = text.split("\\").map(map);
  return values.every((value) => value !== null) ? values.join("\\") : null;
}

/** A DA (also several values, or a range `A-B`, `A-`, `-B`) moved by whole days; null where it cannot be read. */
export function shiftDate(text: string, days: number): string | null {
  return mapValues(text, (value) => {
    if (value.trim() === "") return "";
    const ends = value.split("-").map((end) => (end.trim() === "" ? "" : shiftOne(end, days)));
    if (ends.length > 2 || ends.includes(null) || ends.every((end) => end === "")) return null;
    return ends.join("-");
  });
}

/**
 * A DT moved by whole days: time, fraction, zone and precision stay. A DT without a day moves as if on the first and keeps its
 * precision. Null where it cannot be read.
 */
export function shiftDateTime(text: string, days: number): string | null {
  return mapValues(text, (value) => {
    const match = /^(\d{4})(\d{2})?(\d{2})?(\d{0,6}(?:\.\d{1,6})?)([+-]\d{4})?$/.exec(value.trim());
    if (!match) return value.trim() === "" ? "" : null;
    const [, year = "", month = "", date = "", time = "", zone = ""] = match;
    const day = dayNumber(Number(year), Number(month || "1"), Number(date || "1"));
    if (day === null) return null;
    return dateText(day + days).slice(0, 4 + month.length + date.length) + time + zone;
  });
}
