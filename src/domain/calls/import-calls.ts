import type { DeidRecord } from "../deid/deid-record.ts";
import type { PixelPlace, PlaceWords } from "../deid/pixel-place.ts";
import type { BlankBox, PixelRisk, RefusalCode } from "../deid/plan.ts";
import type { Call } from "./call.ts";
import type { KeyCalls } from "./key-calls.ts";
import type { MapCalls } from "./map-calls.ts";

/** A file that a person chose, as the realm's own `File`; typed without the DOM so that `domain` stays pure. */
export interface FileHandle {
  readonly name: string;
  readonly size: number;
  /** Path inside the chosen folder, or the name. Memory only, never stored. */
  readonly path: string;
  /** The realm's `File`. */
  readonly file: unknown;
}

/** A group of files that name no patient and are one person's by evidence: the person is asked once per group. */
export interface UnnamedGroup {
  readonly groupId: string;
  readonly fileCount: number;
  readonly formats: readonly string[];
  /** Grouped by folder only: the person may say that each file is another patient's. Files of one study never are. */
  readonly mayDiffer: boolean;
  /** Folder of its first file, or that file's name: the person's own words, memory only. */
  readonly place: string;
}

/** An index of a disc (DICOMDIR) among the chosen files. Names are the person's own: memory only. */
export interface Disc {
  readonly name: string;
  /** Files that it lists, and how many of them were chosen too. */
  readonly listed: number;
  readonly present: number;
  /** The first of those that were not. */
  readonly missing: readonly string[];
}

/** What a first look at the chosen files says; nothing is stored yet. */
export interface Survey {
  readonly surveyId: string;
  readonly fileCount: number;
  readonly studyCount: number;
  readonly bytes: number;
  readonly needBytes: number;
  readonly freeBytes: number;
  readonly unnamed: readonly UnnamedGroup[];
  readonly discs: readonly Disc[];
}

/** `name` is the person's own file name: shown, never stored. Offsets in bytes where known. */
export interface RefusedFile {
  readonly name: string;
  /** The page has the words for it. */
  readonly code: RefusalCode;
  /** What the code's words do not say: sizes, codes and names of parts, never a value. */
  readonly expected: string | null;
  readonly found: string | null;
  readonly offset: number | null;
}

export interface ReadyStudy {
  readonly studyUid: string;
  readonly pseudonym: string;
  readonly description: string;
  readonly images: number;
  /** Images that were already here, byte for byte. */
  readonly known: number;
  /** Reports, presentation states and structure sets that belong to it, where there are any. */
  readonly objects?: number;
  /** Its images are held: there is nothing to open yet. */
  readonly waits?: true;
  /** Slices of a head among the images: a face can be computed from them. */
  readonly showsHead?: true;
}

export interface HeldImage {
  readonly sopUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly pseudonym: string;
  readonly modality: string;
  readonly frames: number;
  readonly columns: number;
  readonly rows: number;
  readonly risk: PixelRisk;
  readonly signs: readonly string[];
  /** What may name somebody, by detector, region or device rule. Each is decided by a person. Absent: not searched. */
  readonly places?: readonly PixelPlace[];
  /** A person decides whether its face is covered: nothing else made it wait, or it did, too. */
  readonly face?: "only" | "too";
}

export interface ImportResult {
  readonly ready: readonly ReadyStudy[];
  readonly held: readonly HeldImage[];
  readonly refused: readonly RefusedFile[];
  /** Discs of which files are missing: nothing was refused, but not all that they list is here. */
  readonly incomplete: readonly Disc[];
}

/** A step that the worker is about to take: with which file, and how long it may take without another sign of life. */
export interface ImportBeat {
  /** Place of the file among the chosen ones and inside zips; the same for the same files. */
  readonly fileId: string;
  /** The person's own name of the file: memory only. */
  readonly name: string;
  readonly patienceMs: number;
}

/** What became of one file. */
export type FileOutcome =
  | { readonly kind: "ready"; readonly study: ReadyStudy }
  | { readonly kind: "held"; readonly image: HeldImage }
  | { readonly kind: "refused"; readonly file: RefusedFile };

export interface ImportProgress {
  readonly phase: "survey" | "import";
  readonly files: number;
  readonly filesTotal: number;
  readonly bytes: number;
  readonly bytesTotal: number;
  /** For the watchdog on the page, which keeps these to itself. */
  readonly beat?: ImportBeat;
  readonly done?: { readonly fileId: string; readonly outcome: FileOutcome };
}

/** A file that ended a worker before: it is listed with this reason and not read again. */
export interface LostFile {
  readonly fileId: string;
  readonly code: "no-answer" | "crashed";
}

/** A frame as a person may see it: RGBA, 8 bits, already windowed; of a very large one a smaller copy. */
export interface ReviewFrame {
  readonly columns: number;
  readonly rows: number;
  /** Size of the frame itself, in whose pixels boxes are given. */
  readonly frameColumns: number;
  readonly frameRows: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** What a person decides on whether a face is covered from. */
export interface FacePreview {
  /** The face as it can be computed now, and from what stands out of the cover; null where the slices make no volume. */
  readonly before: ReviewFrame | null;
  readonly after: ReviewFrame | null;
  /** The middle slice as it will be. */
  readonly slice: ReviewFrame | null;
  /** Share of what is no air that the cover takes, 0 to 1. */
  readonly coveredShare: number;
}

export interface ImportCalls extends KeyCalls, MapCalls {
  /** Reads enough of each file to group it; expands zips. `oneByOne` so that a file which hangs is known. */
  survey: Call<
    {
      readonly files: readonly FileHandle[];
      readonly lost?: readonly LostFile[];
      readonly oneByOne?: boolean;
    },
    Survey,
    ImportProgress
  >;
  /**
   * `names`: what the person called the patient of each unnamed group; `apart`: groups each of whose files is another
   * patient's. `done`: files that an ended worker had finished.
   */
  import: Call<
    {
      readonly surveyId: string;
      readonly names: Readonly<Record<string, string>>;
      readonly apart?: readonly string[];
      readonly done?: readonly string[];
    },
    ImportResult,
    ImportProgress
  >;
  held: Call<Record<string, never>, readonly HeldImage[]>;
  heldFrame: Call<{ readonly sopUid: string; readonly frameIndex: number }, ReviewFrame>;
  /** A part of a frame, `area` in pixels of the frame, at most `mostColumns` wide. Nothing of it is kept. */
  heldCrop: Call<
    {
      readonly sopUid: string;
      readonly frameIndex: number;
      readonly area: Omit<BlankBox, "frames">;
      readonly mostColumns: number;
    },
    ReviewFrame
  >;
  /**
   * Reads the words in places of a held image and says what each looks like and whether it stands in the header that the image came
   * with; null where nothing was read. The words stay in the worker, and are kept nowhere. The first call loads the reader.
   */
  heldWords: Call<
    { readonly sopUid: string; readonly places: readonly PixelPlace[] },
    { readonly readings: readonly (PlaceWords | null)[] },
    { readonly done: number }
  >;
  /** Computes the face that the held images of one series show, as it is and covered. Nothing of it is kept. */
  heldFace: Call<{ readonly sopUids: readonly string[] }, FacePreview, { readonly done: number }>;
  /** Of a large image its progress tells which share is done, from 0 to 1. */
  release: Call<
    {
      readonly sopUids: readonly string[];
      readonly boxes: readonly BlankBox[];
      /** The face is covered, in images that wait for a decision on it. */
      readonly coverFace?: boolean;
    },
    {
      readonly released: readonly string[];
      /** Still held: text was found after blanking, in places that wait for the person now. */
      readonly returned: readonly { readonly sopUid: string; readonly places: number }[];
      /** How blanked frames that were compressed are stored now. */
      readonly recoded: readonly NonNullable<DeidRecord["recoded"]>[];
    },
    { readonly share: number }
  >;
  discard: Call<{ readonly sopUids: readonly string[] }, { readonly discarded: readonly string[] }>;
}
