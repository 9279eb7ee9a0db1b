import type { BlankBox } from "./plan.ts";

/** How a place was found. */
export type PlaceFinding =
  | "text"
  | "outside-region"
  | "device-rule"
  | "after-blanking"
  | "banner"
  | "graphics";

/** What a text in a place reads as; the text itself is never kept. */
export type PlaceReading =
  | "patient-name"
  | "patient-id"
  | "birth-date"
  | "date"
  | "time"
  | "accession"
  | "institution"
  | "address"
  | "staff"
  | "device"
  | "measurement"
  | "unknown-text";

/** What was read in a place. */
export interface PlaceWords {
  readonly reading: PlaceReading;
  /** Whether it stands in the header of the image too; absent where nothing of its header was to compare with. */
  readonly matchesHeader?: boolean;
}

/** A place in the pixels that may name somebody, proposed to the person who looks. */
export interface PixelPlace {
  /** Pixels of the frame as it is seen. */
  readonly box: BlankBox;
  readonly finding: PlaceFinding;
  /** Of `device-rule`: in how many earlier studies of the device people blanked it. */
  readonly studies?: number;
  /** Absent where nothing was read. */
  readonly reading?: PlaceReading;
  /** As in `PlaceWords`. */
  readonly matchesHeader?: boolean;
}
