import type { ImageFacts, PlaneFacts } from "./image-facts.ts";
import type { SeriesPart, SeriesWarning } from "./series-part.ts";

/** States of a task (DESIGN, "Words"). */
export type TaskState = "todo" | "labelling" | "submitted" | "in-review" | "accepted" | "rejected";

/** A study under its pseudonymous UID. */
export interface Study {
  readonly studyUid: string;
  /** 16 base32 characters, PatientID of the de-identified files. */
  readonly patientKey: string;
  /** What the worklist shows: the first 8 characters of the key. */
  readonly pseudonym: string;
  readonly description: string;
  readonly modalities: readonly string[];
  readonly importedAt: string;
  readonly state: TaskState;
  readonly seriesCount: number;
  readonly imageCount: number;
  readonly bytes: number;
  /** Images whose bytes were put away because the hub holds them; absent: none. */
  readonly away?: number;
  /** Issue of the patient's identifiers under which its images came (`generation` of their records); absent: the first. */
  readonly issue?: number;
  /** Highest log `seq` whose diff is in the records (viewer-and-tools 3.8). */
  readonly appliedSeq: number;
  /** Of several blind readers the one whose work lies in the tables; `consensus`: what was made of all of it. */
  readonly reader?: string;
}

/** One frame of a series in display order. */
export interface FrameRef {
  readonly sopUid: string;
  /** From 0, inside the instance. */
  readonly frameIndex: number;
  readonly plane?: PlaneFacts;
  /** Distance along the series normal in mm, where known. */
  readonly alongNormalMm?: number;
}

/** What the cleaned files of a series say of where it comes from; empty where that was removed or never said. */
export interface SeriesSource {
  readonly maker: string;
  readonly model: string;
  /** Eight characters that follow from the name of the institution, where a project keeps that. */
  readonly site: string;
  readonly sex: string;
  /** `0-9`, `10-19` … `90+` years. */
  readonly ageBand: string;
}

/** A series, its frames already sorted for display. */
export interface Series {
  readonly seriesUid: string;
  readonly studyUid: string;
  readonly modality: string;
  readonly description: string;
  readonly number: number | null;
  readonly frameOfReferenceUid: string | null;
  readonly columns: number;
  readonly rows: number;
  readonly frames: readonly FrameRef[];
  readonly warnings: readonly SeriesWarning[];
  /** Its stacks, in the order of their frames; absent in rows of older versions: then it is one. */
  readonly parts?: readonly SeriesPart[];
  readonly laterality: string;
  readonly bodyPart: string;
  /** View Position of a projection (PS3.3 C.8.11.5); absent in rows of older versions. */
  readonly viewPosition?: string;
  /** Absent in rows of older versions, and where the files say nothing of it. */
  readonly source?: SeriesSource;
  /** Slices of a head, by (0028,0302) of its files: a face can be computed from them. */
  readonly showsHead?: true;
}

/** How the bytes of an instance are kept. `raw`: pixels only, for formats whose header is never copied. */
export type InstanceFormat = "dicom" | "tiff" | "raw";

/** A whole slide image: its frames are tiles of one matrix (PS3.3 C.8.12.4). */
export interface SlideFacts {
  /** Value 3 of Image Type: VOLUME, LABEL, OVERVIEW or THUMBNAIL. */
  readonly role: string;
  /** Frames of the file: the tiles, where `facts.frames` counts focal planes and optical paths. */
  readonly storedFrames: number;
  /** Parts of one image in several files share it; else empty. */
  readonly concatenationUid: string;
  /**
   * Instances of each stored resolution, finest first, each in its parts. On the finest one, which the series shows; empty or
   * absent where the file is alone.
   */
  readonly levels?: readonly (readonly string[])[];
}

/** Where an image lies in a pack, the file of many images of one series: the name of the file, and its first byte. */
export interface PackPlace {
  readonly id: string;
  readonly at: number;
}

/** One stored de-identified object; its bytes lie in chunks beside it, of a large one in a file, of one of a large series in a pack. */
export interface Instance {
  readonly sopUid: string;
  readonly seriesUid: string;
  readonly studyUid: string;
  readonly sopClassUid: string;
  readonly format: InstanceFormat;
  readonly facts: ImageFacts;
  readonly instanceNumber: number | null;
  /** Plane of each frame, or empty when the instance has none. */
  readonly planes: readonly PlaneFacts[];
  /** Time, echo, flavour … of each frame (or one for all): the builder splits by it. See `stack-keys.ts`. */
  readonly stacks?: readonly string[];
  readonly slide?: SlideFacts;
  /** Raw volumes: from one slice to the next as the file stored them, mm (LPS). */
  readonly sliceStepMm?: readonly [number, number, number];
  readonly lengthBytes: number;
  /** SHA-256 of the stored bytes, hex. */
  readonly sha256: string;
  readonly chunkCount: number;
  /** Offset after each chunk, so that a frame is found without reading those before it. */
  readonly chunkEnds?: readonly number[];
  /** Its bytes lie in a file of their own, not in rows of the store; they are cut all the same, so that both are read alike. */
  readonly inFile?: boolean;
  /** Its bytes lie in a pack, beside others of its series; cut all the same, too. */
  readonly pack?: PackPlace;
  /** Its bytes were put away to make room: the hub holds them, read back and compared. Absent while they are here. */
  readonly evicted?: boolean;
  /** False for what came back from a hub unchanged. */
  readonly madeHere: boolean;
  /** Whether a person or a rule has cleared the pixels. */
  readonly pixelVerdict: "clean-by-class" | "clean-by-rule" | "released-by-person";
}
