import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { DeviceTraits } from "../../domain/deid/device-rule.ts";
import type { PixelPlace } from "../../domain/deid/pixel-place.ts";
import type { Instance, SeriesSource, Study } from "../../domain/study.ts";
import type { HeaderDigests } from "./header-digests.ts";

/** Facts of the series that an instance tells; display order comes from all of them. */
export interface SeriesFacts {
  readonly modality: string;
  readonly description: string;
  readonly number: number | null;
  readonly frameOfReferenceUid: string | null;
  readonly laterality: string;
  readonly bodyPart: string;
  readonly viewPosition?: string;
  readonly source?: SeriesSource;
  readonly showsHead?: true;
}

/** A cleaned image on its way into a store: JSON-safe beside its bytes. */
export interface CleanedImage {
  readonly instance: Instance;
  readonly seriesFacts: SeriesFacts;
  readonly study: Study;
  readonly record: DeidRecord;
  /** What may name somebody in its pixels; for the review, never stored with a released image. */
  readonly places?: readonly PixelPlace[];
  /** What a rule for its device goes by; for the review too. */
  readonly device?: DeviceTraits;
  /** What is read in its pixels is compared with these; for the review too. */
  readonly header?: HeaderDigests;
}

/** A cleaned image with its bytes, not yet stored. */
export interface PreparedImage {
  readonly image: CleanedImage;
  readonly chunks: readonly ArrayBuffer[];
}

/** Words for the worklist, made from codes of the cleaned file only. */
export function describeStudy(modality: string, bodyPart: string): string {
  return [modality || "Image", bodyPart.toLowerCase()].filter((part) => part !== "").join(" ");
}
