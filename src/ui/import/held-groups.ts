import type { HeldImage } from "../../domain/calls/import-calls.ts";

/** Held images of one study that wait for the same reason. */
export interface HeldGroup {
  readonly modality: string;
  readonly pseudonym: string;
  /** Nothing but their face made them wait. */
  readonly onlyFace: boolean;
  readonly frames: number;
}

/** One row for each study, modality and reason, in the order in which they came: a series of three hundred slices is one thing to a person. */
export function heldGroups(images: readonly HeldImage[]): readonly HeldGroup[] {
  const groups = new Map<string, HeldGroup>();
  for (const { studyUid, modality, pseudonym, face, frames } of images) {
    const onlyFace = face === "only";
    const key = [studyUid, modality, onlyFace].join(" ");
    const before = groups.get(key)?.frames ?? 0;
    groups.set(key, { modality, pseudonym, onlyFace, frames: before + frames });
  }
  return [...groups.values()];
}
