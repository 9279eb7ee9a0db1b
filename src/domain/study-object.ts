/** What an object without pixels is about, in the words of the interface. */
export type ObjectKind = "report" | "key-images" | "presentation" | "structures";

/** A de-identified object of a study that is no image; its bytes lie in chunks under its UID. Never shown as a picture. */
export interface StudyObject {
  readonly sopUid: string;
  readonly seriesUid: string;
  readonly studyUid: string;
  readonly sopClassUid: string;
  readonly kind: ObjectKind;
  /** UIDs of the objects that it refers to, each once: after cleaning those of the stored images. */
  readonly refersTo: readonly string[];
  /** Entries of a report, drawings of a presentation state, regions of a structure set. */
  readonly entries: number;
  readonly lengthBytes: number;
  /** SHA-256 of the stored bytes, hex. */
  readonly sha256: string;
  readonly chunkCount: number;
  /** ISO 8601 UTC. */
  readonly importedAt: string;
}

const storage = "1.2.840.10008.5.1.4.1.1.";

/** The kind of a SOP Class that is kept as an object of a study, or null for every other (PS3.4 B.5). */
export function objectKind(sopClassUid: string): ObjectKind | null {
  if (sopClassUid === `${storage}88.59`) return "key-images";
  if (sopClassUid.startsWith(`${storage}88.`)) return "report";
  if (sopClassUid.startsWith(`${storage}11.`)) return "presentation";
  return sopClassUid === `${storage}481.3` ? "structures" : null;
}
