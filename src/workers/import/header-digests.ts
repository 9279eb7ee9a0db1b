import { digestLength, digestsNear, findNear, makeKeyedDigest } from "../../domain/deid/near-digests.ts";
import type { PlaceReading } from "../../domain/deid/pixel-place.ts";
import { headerWords, wordsToCompare } from "../../formats/dicom/deid/header-words.ts";
import type { Naming } from "../../formats/dicom/deid/naming-elements.ts";
import { telling } from "../../formats/dicom/deid/reading-of.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { hmac } from "./digests.ts";

/**
 * What a held image keeps of the header that it came with, so that what is read in its pixels can be compared with it (deidentification 3.8
 * d): by kind, keyed digests of the values and of what they may be read as, one after the other in the order of the alphabet. No value can
 * be read from them, not even with the key of the quarantine, in which they lie sealed; they go when the image is released or refused.
 */
export type HeaderDigests = Readonly<Partial<Record<PlaceReading, string>>>;

/** Another key for each study, so that digests of two studies have nothing in common. `studyUid`: of the cleaned image. */
const digestOfStudy = async ({ source }: ProjectKeys, studyUid: string) =>
  makeKeyedDigest(await hmac(source, `header\0${studyUid}`));

/** Makes the digests of headers, those of one study after the other: what its images have in common is digested once. */
export function makeHeaderDigests(keys: ProjectKeys) {
  let last: {
    readonly studyUid: string;
    readonly done: Map<string, readonly string[]>;
    readonly said: string;
    readonly header: HeaderDigests;
  } | null = null;
  return async (studyUid: string, naming: readonly Naming[]): Promise<HeaderDigests> => {
    const words = headerWords(naming);
    const said = JSON.stringify(words);
    if (last?.studyUid === studyUid && last.said === said) return last.header;
    const digest = await digestOfStudy(keys, studyUid);
    if (last?.studyUid !== studyUid) last = { studyUid, done: new Map(), said: "", header: {} };
    const { done } = last;
    const kinds = new Map<PlaceReading, Set<string>>();
    for (const { reading, text, edits } of words) {
      const name = `${edits} ${text}`;
      const own = done.get(name) ?? digestsNear(text, edits, digest);
      done.set(name, own);
      kinds.set(reading, new Set([...(kinds.get(reading) ?? []), ...own]));
    }
    const header = Object.fromEntries([...kinds].map(([kind, all]) => [kind, [...all].toSorted().join("")]));
    last = { ...last, said, header };
    return header;
  };
}

/** Says which kind of value of its header a text is; null where it is none. */
export type HeaderMatch = (text: string) => PlaceReading | null;

const kindsFirst = (kinds: readonly PlaceReading[]) =>
  kinds.toSorted((a, b) => telling.indexOf(a) - telling.indexOf(b));

/** Compares what is read in the pixels of an image of `studyUid` with its header; null where nothing of it is known. */
export async function headerMatch(
  keys: ProjectKeys,
  studyUid: string,
  header: HeaderDigests | undefined,
): Promise<HeaderMatch | null> {
  if (!header || Object.keys(header).length === 0) return null;
  const kept = new Map<string, PlaceReading>();
  for (const kind of kindsFirst(Object.keys(header) as PlaceReading[])) {
    const all = header[kind] ?? "";
    for (let at = 0; at < all.length; at += digestLength) {
      const one = all.slice(at, at + digestLength);
      if (!kept.has(one)) kept.set(one, kind);
    }
  }
  const digest = await digestOfStudy(keys, studyUid);
  return (text) => {
    // Two edits are for values of eight letters on.
    const found = wordsToCompare(text).flatMap((word) =>
      findNear(word, word.length < 6 ? 1 : 2, digest, kept),
    );
    return kindsFirst(found)[0] ?? null;
  };
}
