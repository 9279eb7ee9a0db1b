import type { Annotation } from "../annotation.ts";
import type { Classification } from "../classification.ts";
import { type MaskTiles, makeMaskTiles } from "../mask-tiles.ts";
import type { EncodedMaskTile } from "../study-records.ts";

/** Everything that a reader said of a study at one moment; never changed after. */
export interface StudyVersion {
  readonly v: 1;
  /** That of the log row that made it. */
  readonly versionUid: string;
  readonly studyUid: string;
  readonly kind: "submitted" | "accepted" | "consensus";
  /** Pseudonymous id of the person. */
  readonly reader: string;
  readonly device: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly schemaVersion: number;
  readonly annotations: readonly Annotation[];
  readonly classifications: readonly Classification[];
  readonly tiles: readonly EncodedMaskTile[];
  /** Versions that it was made of. */
  readonly derivedFrom: readonly string[];
}

/** The masks of a version; nothing but a comparison looks at them. */
export const tilesOf = ({ tiles }: Pick<StudyVersion, "tiles">): MaskTiles => makeMaskTiles(tiles);
