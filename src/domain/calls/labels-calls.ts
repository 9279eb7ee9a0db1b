import type { Call } from "./call.ts";
import type { FileHandle } from "./import-calls.ts";

/** Why a file of labels is refused: where, what was expected, what was found. The file's name is the person's own: memory only. */
export interface LabelFault {
  readonly file: string;
  /** A line and a field, or an object of the file. */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
}

/** What would be added to one study. */
export interface LabelStudy {
  readonly studyUid: string;
  readonly pseudonym: string;
  readonly description: string;
  readonly labels: number;
  readonly images: number;
  readonly answers: number;
  /** Labels and answers that are here already, by their ID: they stay as they are. */
  readonly known: number;
}

/** What a person says of the values of masks. */
export interface MaskChoices {
  /** Class by value; null: left out. A value that is not here stands for the class of that index. */
  readonly classes: Readonly<Record<string, string | null>>;
  /** What is one thing: all pixels of a value, or each part of them that hangs together. */
  readonly things: "value" | "part";
}

/** A value that occurs in the masks, and what becomes of it. */
export interface MaskValue {
  readonly value: number;
  readonly pixels: number;
  /** Null: left out, or not said yet. */
  readonly classId: string | null;
  readonly leftOut: boolean;
}

/** What label files hold, before anything is stored. Any fault, and nothing can be added. */
export interface LabelPreview {
  readonly batchId: string;
  readonly studies: readonly LabelStudy[];
  readonly faults: readonly LabelFault[];
  /** Contours of structure sets that hold no area (open ones, points): no labels are made of them. */
  readonly openContours: number;
  /** Values of the masks among the files, in their order; null: there is no mask. */
  readonly masks: { readonly values: readonly MaskValue[]; readonly things: MaskChoices["things"] } | null;
}

export interface LabelsCalls {
  /** Reads files of labels: NDJSON, COCO, DICOM SEG, RTSTRUCT and SR, masks as NIfTI, NRRD, MetaImage or PNG. */
  readLabels: Call<
    {
      readonly files: readonly FileHandle[];
      readonly user: string;
      readonly device: string;
      readonly at: string;
      /** Absent: what was chosen for this schema the last time. */
      readonly masks?: MaskChoices;
    },
    LabelPreview
  >;
  /** Adds what was read, study by study, each in one transaction. */
  addLabels: Call<
    { readonly batchId: string; readonly actor: string; readonly chain: string; readonly at: string },
    { readonly labels: number; readonly answers: number; readonly studies: number }
  >;
}
