import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { seriesSource } from "../../domain/series-source.ts";
import type { SourceValues } from "../../formats/dicom/deid/source-values.ts";
import type { OpenedDicom } from "../pixels/open-dicom-pixels.ts";
import { type CleanedImage, describeStudy } from "./stored-image.ts";

/** What the rows of an image follow from: the cleaned file, opened. */
export interface ImageRowsInput {
  readonly values: SourceValues;
  readonly opened: OpenedDicom;
  readonly record: DeidRecord;
  readonly patientKey: string;
  readonly lengthBytes: number;
  readonly chunkEnds: readonly number[];
  readonly pixelVerdict: CleanedImage["instance"]["pixelVerdict"];
}

/** What a series needs to know of a slide. */
function slideOf({ matrix, storedCount }: OpenedDicom): Pick<CleanedImage["instance"], "slide"> {
  if (!matrix) return {};
  const { role, concatenationUid } = matrix;
  return { slide: { role, storedFrames: storedCount, concatenationUid } };
}

/** The rows of one cleaned DICOM image. */
export function dicomImageRows(input: ImageRowsInput): CleanedImage {
  const { values, opened, record, patientKey } = input;
  const text = (path: string) => values.text(path) ?? "";
  const whole = (path: string) => {
    const value = Number.parseInt(text(path), 10);
    return Number.isFinite(value) ? value : null;
  };
  const modality = text("00080060");
  const bodyPart = text("00180015");
  const seriesUid = text("0020000E");
  const source = seriesSource({
    maker: text("00080070"),
    model: text("00081090"),
    institution: text("00080080"),
    sex: text("00100040"),
    age: text("00101010"),
  });
  return {
    instance: {
      sopUid: record.sopUid,
      seriesUid,
      studyUid: record.studyUid,
      sopClassUid: text("00080016"),
      format: "dicom",
      facts: opened.facts,
      instanceNumber: whole("00200013"),
      planes: opened.planes,
      stacks: opened.stacks,
      ...slideOf(opened),
      lengthBytes: input.lengthBytes,
      sha256: record.outputSha256,
      chunkCount: input.chunkEnds.length,
      chunkEnds: input.chunkEnds,
      madeHere: true,
      pixelVerdict: input.pixelVerdict,
    },
    seriesFacts: {
      modality,
      description: text("0008103E"),
      number: whole("00200011"),
      frameOfReferenceUid: text("00200052") || null,
      laterality: text("00200060") || text("00200062"),
      bodyPart,
      ...(text("00185101") ? { viewPosition: text("00185101") } : {}),
      ...(source ? { source } : {}),
      ...(text("00280302") === "YES" ? { showsHead: true } : {}),
    },
    study: {
      studyUid: record.studyUid,
      patientKey,
      pseudonym: patientKey.slice(0, 8),
      description: text("00081030") || describeStudy(modality, bodyPart),
      modalities: [modality || "OT"],
      importedAt: record.at,
      ...(record.generation ? { issue: record.generation } : {}),
      state: "todo",
      seriesCount: 0,
      imageCount: 0,
      bytes: 0,
      appliedSeq: 0,
    },
    record,
  };
}
