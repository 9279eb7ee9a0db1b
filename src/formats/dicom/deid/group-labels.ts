import type { Decision } from "./decision.ts";
import { hasOnlyKnownWords } from "./known-words.ts";
import type { IdentityMaps } from "./plan-input.ts";

/**
 * Texts whose only use is to tell groups of frames apart, so that frames of one stack, or one optical path, stay together:
 * Stack ID (PS3.3 C.7.6.16.2.2), Optical Path Identifier (C.8.12.5), Tracking ID of a segment (C.8.20.4). Table E.1-1 lists none.
 */
const groupLabels: ReadonlySet<number> = new Set([0x00209056, 0x00480106, 0x00620020]);

/** Whether a tag holds such a label. */
export const isGroupLabel = (tag: number): boolean => groupLabels.has(tag);

const isHarmless = (text: string) => /^[A-Z]?\d{0,3}$/i.test(text) || hasOnlyKnownWords(text);

/** Whether a label must become a keyed number: a site may have written anything into it. */
export const mustMapLabel = (text: string): boolean => !isHarmless(text);

/** The label itself where it can name nobody, else a keyed number: equal labels stay equal in all files of a project. */
export function groupLabel(text: string | null, maps: IdentityMaps): Decision {
  if (text === null) return { action: "remove", why: "malformed" };
  if (!mustMapLabel(text)) return { action: "keep", why: "vr-default" };
  // Ten digits beside three at most: no number stands for a kept label.
  return { action: "replace", why: "vr-default", value: maps.uid(text).slice(-10) };
}
