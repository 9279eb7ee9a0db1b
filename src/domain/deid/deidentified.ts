import type { DeidRecord } from "./deid-record.ts";

declare const mark: unique symbol;

/** A value that passed de-identification. Only `attest.ts` makes one; storage, export and sync take nothing else. */
export type Deidentified<T> = T & { readonly [mark]: DeidRecord };
