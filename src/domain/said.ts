/**
 * A sentence for the person from a place that does not know the language of the page: a worker, the storage. It crosses to the page as its
 * English pattern with `{0}`, `{1}` … for what is put in, and those values; other languages have one pattern for each (`ui/messages/*`, `said`).
 */
export interface Said {
  readonly pattern: string;
  readonly values: readonly SaidValue[];
}

/** What is put into a sentence: names, figures, or another sentence. Never patient data. */
export type SaidValue = string | number | Said;

/** Tag of a template: say`Image ${uid} is not here.` A test finds every pattern in the source and asks each language for it. */
export const say = ({ raw }: TemplateStringsArray, ...values: readonly SaidValue[]): Said => ({
  pattern: raw.map((part, at) => (at < values.length ? `${part}{${at}}` : part)).join(""),
  values,
});

/** The sentence in the language of these patterns, in English where they have none for it (a worker of another version). */
export const inWords = ({ pattern, values }: Said, patterns: Readonly<Record<string, string>> = {}): string =>
  (patterns[pattern] ?? pattern).replace(/\{(\d+)\}/g, (mark, at) => {
    const value = values[Number(at)];
    return value === undefined ? mark : typeof value === "object" ? inWords(value, patterns) : String(value);
  });

/** An error whose sentence is made for the person; its message is the English one. */
export class SaidError extends Error {
  override readonly name: string = "SaidError";
  constructor(
    readonly said: Said,
    options?: ErrorOptions,
  ) {
    super(inWords(said), options);
  }
}
