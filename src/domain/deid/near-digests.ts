import { hmac } from "@noble/hashes/hmac.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { base32 } from "./base32.ts";

/** Characters of one digest: 45 bits, so that two texts share one by chance in one of 10^13 tries. */
export const digestLength = 9;

/** Stands for a letter that may be any. No text has it. */
const any = "\0";

/** A digest of a text under a key, `digestLength` characters of base32. */
export type KeyedDigest = (text: string) => string;

/** Digests under a key of 32 bytes that nobody outside of a worker has: HMAC-SHA256, shortened. */
export function makeKeyedDigest(key: Uint8Array): KeyedDigest {
  const begun = hmac.create(sha256, key);
  return (text) => base32(begun.clone().update(utf8ToBytes(text)).digest(), digestLength);
}

/** A text with letters left out, or any in their place. `edits`: how many. */
interface Variant {
  readonly text: string;
  readonly edits: number;
  /** How many of them were left out. */
  readonly without: number;
}

/** Every way to change at most `most` letters of a text into any, or into none. */
function variantsOf(text: string, most: number): readonly Variant[] {
  const letters = [...text];
  const found = new Map<string, Variant>();
  const visit = (from: number, changed: readonly string[], edits: number, without: number) => {
    const variant = { text: changed.join(""), edits, without };
    const name = `${edits} ${without} ${variant.text}`;
    found.set(name, found.get(name) ?? variant);
    if (edits === most) return;
    for (let at = from; at < letters.length; at++) {
      visit(at + 1, changed.with(at, any), edits + 1, without);
      visit(at + 1, changed.with(at, ""), edits + 1, without + 1);
    }
  };
  visit(0, letters, 0, 0);
  return [...found.values()];
}

/**
 * What is kept of a text so that one within `most` edits (letters put in, left out, or other ones) is known again, and nothing can be read:
 * digests of its variants, each with the edits that are left. Two texts are within n edits exactly where variants of the two are equal, with
 * letters left out of either and any letters at the same places of both, n in all. About 2 n² digests of a text of n letters and two edits.
 */
export const digestsNear = (text: string, most: number, digest: KeyedDigest): readonly string[] => [
  ...new Set(variantsOf(text, most).map(({ text, edits }) => digest(`${most - edits} ${text}`))),
];

/** Looks a text up among digests that `digestsNear` gave for texts of at most `most` edits each. */
export function findNear<T>(
  text: string,
  most: number,
  digest: KeyedDigest,
  kept: ReadonlyMap<string, T>,
): readonly T[] {
  const found = new Set<T>();
  for (const variant of variantsOf(text, most)) {
    // Letters that may be any are counted where the digests were made.
    for (let left = variant.without; left + variant.edits - variant.without <= most; left++) {
      const one = kept.get(digest(`${left} ${variant.text}`));
      if (one !== undefined) found.add(one);
    }
  }
  return [...found];
}
