import type { Keyword } from "./keywords.ts";

/** What an attribute holds: text or numbers (one or several values), bytes, or the items of a sequence. Empty text: no value. */
export type ItemValue =
  | string
  | number
  | Uint8Array
  | readonly string[]
  | readonly number[]
  | readonly DicomItem[];

/** A data set by keyword, as a writer states it; order does not matter, `undefined` is left out. */
export type DicomItem = { readonly [Name in Keyword]?: ItemValue | undefined } & {
  /** Its bytes, where it was written already (`encodedItem`); nothing else is looked at then. */
  readonly encoded?: Uint8Array;
};
