/** A stretch of a text, in UTF-16 units. */
export type TextSpan = readonly [start: number, end: number];

const streets =
  "street|strasse|straße|str|st|road|rd|avenue|ave|lane|ln|drive|way|place|square|boulevard|blvd|crescent|terrace|highway|parkway|court|weg|platz|allee|gasse|straat|laan|plein";

/** What identifies by its form alone (deidentification 3.7, 3). All without regard to case unless `u` stands alone. */
const patterns: readonly RegExp[] = [
  // Mail and web addresses.
  /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}.-]{1,200}/gu,
  /(?:https?:\/\/|www\.)\S+/giu,
  // Dates in numbers, with a year of two or four digits first or last; day and month before a short year; times of day.
  /(?<!\p{N})(?:\d{4}|\d{2})\s*[./-]\s*\d{1,2}\s*[./-]\s*\d{1,2}(?!\p{N})/gu,
  /(?<!\p{N})\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*(?:\d{4}|\d{2})(?!\p{N})/gu,
  /(?<!\p{N})\d{1,2}\s+\d{1,2}\s+(?:\d{4}|\d{2})(?!\p{N})/gu,
  /(?<!\p{N})\d{4}\s+\d{1,2}\s+\d{1,2}(?!\p{N})/gu,
  /(?<!\p{N})\d{1,2}[./-](?:\d{4}|\d{2})(?![\p{N}.])(?!\s*mm)/gu,
  /(?<!\p{N})\d{1,2}:\d{2}(?::\d{2})?(?!\p{N})/gu,
  /['’]\d{2}(?!\p{N})/gu,
  // Runs of five digits and more, telephone numbers and other numbers in groups.
  /\p{N}{5,}/gu,
  /[+(]*\d(?:[\s()./-]*\d){6,}/gu,
  // A house number, up to three words and the name of a street's kind; or the street first.
  new RegExp(
    String.raw`\d{1,4}\p{L}?[\s,]+(?:[\p{L}'’.-]{1,40}[\s,]{1,3}){1,3}(?:${streets})(?![\p{L}\p{N}])`,
    "giu",
  ),
  new RegExp(
    String.raw`(?:[\p{L}'’-]{1,40}\s{1,3}){1,2}(?:${streets})\.?[\s,]+\d{1,4}\p{L}?(?![\p{L}\p{N}]|\s*(?:mm|cm))`,
    "giu",
  ),
  /(?<![\p{L}\p{N}])(?:rue|calle|avenida|rua|piazza|plaza)\s+(?:[\p{L}'’-]{1,40}[\s,]{1,3}){1,4}\d{1,4}/giu,
  /\d{1,4}[\s,]+(?:rue|avenue|calle|rua)\s+(?:(?:de|du|des|da|do|la|le|les|l['’])\s{0,3}){0,3}[\p{L}'’-]{1,40}/giu,
];

const name = String.raw`\p{L}[\p{L}\p{M}'’]*(?:-\p{L}[\p{L}\p{M}'’]*)*`;
/** A second word that looks like a name: written large, or long and in capitals. `CT` and `AP` after a name stay. */
const second = String.raw`(?:\p{Lu}[\p{Ll}\p{M}'’][\p{L}\p{M}'’-]*|\p{Lu}{4,})`;
const initials = String.raw`(?:\p{Lu}\.?\s+)*`;

/** Titles. `MR`, `DR` and `MS` in capitals without a point are modalities and milliseconds, so case and point count. */
const titled = [
  ["(?:Dr|Mr|Ms|Dres)\\.?|(?:[dD][rR]|[mM][rR]|[mM][sS])\\.", "gu"],
  [
    "(?:Mrs|Miss|Mister|Prof|Professor|Doctor|Herrn?|Frau|Mme|Mlle|Monsieur|Madame|Sra|Señora?|Sir)\\.?",
    "giu",
  ],
  [
    "(?:patient|name|pt|pat|by|ref|referred|physician|doctor|radiologist|operator|tech|dob|geb)\\s*[:=]",
    "giu",
  ],
] as const;

const names = titled.map(
  ([title, flags]) =>
    new RegExp(
      String.raw`(?<![\p{L}\p{N}])(?:${title})[\s,]*(?:(?:med|habil|phil|dr|prof)\.\s*)*${initials}${name}(?:[\s,]+${initials}${second})?`,
      flags,
    ),
);

/** Where a text holds a date, a number of a person, an address, or a name behind a title. Spans may overlap. */
export function identifyingSpans(text: string): readonly TextSpan[] {
  return [...patterns, ...names].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(({ 0: match, index }): TextSpan => [index, index + match.length]),
  );
}
