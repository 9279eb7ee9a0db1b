import type { BlankBox, PixelRisk, RefusalCode } from "../deid/plan.ts";
import type { Call } from "./call.ts";

/** A file that a person chose, as the realm's own `File`; typed without the DOM so that `domain` stays pure. */
export interface FileHandle {
  readonly name: string;
  readonly size: number;
  /** Path inside the chosen folder, or the name. Memory only, never stored. */
  readonly path: string;
  /** The realm's `File`. */
  readonly file: unknown;
}

/** A group of files that name no patient: the person is asked once per group. */
export interface UnnamedGroup {
  readonly groupId: string;
  readonly fileCount: number;
  readonly formats: readonly string[];
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
}

/** `name` is the person's own file name: shown, never stored. Offsets in bytes where known. */
export interface RefusedFile {
  readonly name: string;
  readonly code: RefusalCode;
  readonly expected: string;
  readonly found: string;
  readonly todo: string;
  readonly offset: number | null;
}

export interface ReadyStudy {
  readonly studyUid: string;
  readonly pseudonym: string;
  readonly description: string;
  readonly images: number;
  /** Images that were already here, byte for byte. */
  readonly known: number;
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
}

export interface ImportResult {
  readonly ready: readonly ReadyStudy[];
  readonly held: readonly HeldImage[];
  readonly refused: readonly RefusedFile[];
}

export interface ImportProgress {
  readonly phase: "survey" | "import";
  readonly files: number;
  readonly filesTotal: number;
  readonly bytes: number;
  readonly bytesTotal: number;
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

export interface ImportCalls {
  /** Reads enough of each file to group it; expands zips. */
  survey: Call<{ readonly files: readonly FileHandle[] }, Survey, ImportProgress>;
  /** `names`: what the person called the patient of each unnamed group. */
  import: Call<
    { readonly surveyId: string; readonly names: Readonly<Record<string, string>> },
    ImportResult,
    ImportProgress
  >;
  held: Call<Record<string, never>, readonly HeldImage[]>;
  heldFrame: Call<{ readonly sopUid: string; readonly frameIndex: number }, ReviewFrame>;
  release: Call<
    { readonly sopUids: readonly string[]; readonly boxes: readonly BlankBox[] },
    { readonly released: readonly string[] }
  >;
  discard: Call<{ readonly sopUids: readonly string[] }, { readonly discarded: readonly string[] }>;
}
