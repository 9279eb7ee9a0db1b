/**
 * Texts under keys that are data (formats, kinds, codes): read by any key, written under known ones, so that another
 * language is held to the same keys.
 */
export const keyed = <T extends Readonly<Record<string, string>>>(
  texts: T,
): T & Readonly<Record<string, string>> => texts;

/** What another language gives for a part of the English messages: each key, no other, the same parameters. */
export type Translation<T> = T extends string
  ? string
  : T extends (...given: infer P) => infer R
    ? (...given: P) => WordsOf<R>
    : T extends readonly unknown[]
      ? EachOf<T>
      : { readonly [K in keyof T as string extends K ? never : K]: Translation<T[K]> };

/** A pair stays a pair. */
type EachOf<T extends readonly unknown[]> = { readonly [K in keyof T]: Translation<T[K]> };

/** A function that gives one of some English texts gives any text in another language. */
type WordsOf<R> = R extends string ? string : R;

/** The shape of the messages without the English words in it. */
export type AnyWords<T> = T extends (...given: infer P) => infer R
  ? (...given: P) => WordsOf<R>
  : T extends object
    ? { readonly [K in keyof T]: AnyWords<T[K]> }
    : T;
