/** Figures, sizes, lists and dates as one language writes them. */
export interface Formats {
  /** BCP 47; also the `lang` of the page. */
  readonly locale: string;
  /** `1 412`, `20.1`, `−840`: narrow space in thousands, `digits` decimals, a true minus. */
  number(value: number, digits?: number): string;
  /** A score: two decimals. */
  score(value: number): string;
  /** `684 MB`, `3.1 GB`: decimal units, as storage is sold. */
  bytes(value: number): string;
  /** `12.5 mm`: a figure with its unit, kept together and in this order in every direction of reading. */
  measure(value: number, unit: string, digits?: number): string;
  /** The form that goes with this number (CLDR plural rules). */
  plural(value: number, forms: PluralForms): string;
  /** `CT, MR, US`. */
  list(parts: readonly string[]): string;
  /** The day of a moment, where the device is. */
  date(at: string | number): string;
  /** A day of the calendar, `2026-11-29`: the same one everywhere. */
  day(day: string): string;
  /** A day with its time. */
  dateTime(at: string | number): string;
}

/** Forms of a word by CLDR category; a language gives those that it has. */
export type PluralForms = { readonly [category in Intl.LDMLPluralRule]?: string } & {
  readonly other: string;
};

export interface FormatMarks {
  /** Put around figures with Latin units, so that right-to-left text does not tear them apart. */
  readonly isolate?: (text: string) => string;
}

const narrowSpace = "\u202f";

/** The formats of a language, by Intl: its decimal sign, plurals, dates; thousands and minus are the house's in all of them. */
export function makeFormats(locale: string, marks: FormatMarks = {}): Formats {
  const { isolate = (text) => text } = marks;
  const figures = new Map<number, Intl.NumberFormat>();
  const rules = new Intl.PluralRules(locale);
  const lists = new Intl.ListFormat(locale, { type: "unit", style: "short" });
  const days = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const calendar = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
  const moments = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const figuresOf = (digits: number) => {
    const known = figures.get(digits);
    if (known) return known;
    const made = new Intl.NumberFormat(locale, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      signDisplay: "negative",
      useGrouping: "always",
    });
    figures.set(digits, made);
    return made;
  };
  const number = (value: number, digits = 0) =>
    figuresOf(digits)
      .formatToParts(value)
      .map(({ type, value: part }) => (type === "group" ? narrowSpace : type === "minusSign" ? "−" : part))
      .join("");
  const measure = (value: number, unit: string, digits = 0) =>
    isolate(unit ? `${number(value, digits)} ${unit}` : number(value, digits));
  return {
    locale,
    number,
    score: (value) => number(value, 2),
    measure,
    bytes(value) {
      if (value < 1e3) return measure(value, "B");
      if (value < 1e6) return measure(value / 1e3, "kB");
      if (value < 1e9) return measure(value / 1e6, "MB", value < 1e7 ? 1 : 0);
      return measure(value / 1e9, "GB", value < 1e10 ? 1 : 0);
    },
    plural: (value, forms) => forms[rules.select(value)] ?? forms.other,
    list: (parts) => lists.format(parts),
    date: (at) => days.format(new Date(at)),
    day: (day) => calendar.format(new Date(day)),
    dateTime: (at) => moments.format(new Date(at)),
  };
}
