import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { Instance } from "../../domain/study.ts";
import { toolVersion } from "../../domain/tool.ts";
import { policyId } from "../../formats/dicom/deid/build-plan.ts";
import { deidEdition } from "../../formats/dicom/deid-table.ts";
import type { PixelDecision } from "./decide-pixels.ts";
import { strictPolicy } from "./policy.ts";
import type { CleanedImage } from "./stored-image.ts";

/** What is known of an image whose file says nothing of a patient, a study or a series. */
export interface NamelessFacts {
  readonly place: Pick<Instance, "sopUid" | "seriesUid" | "studyUid">;
  readonly pixels: Pick<Instance, "format" | "facts" | "planes"> &
    Partial<Pick<Instance, "stacks" | "sliceStepMm">>;
  readonly patientKey: string;
  readonly studyDescription: string;
  readonly series: { readonly description: string; readonly number: number | null };
  readonly frameOfReferenceUid: string | null;
  /** Offset after each chunk. */
  readonly chunkEnds: readonly number[];
  readonly sha256: string;
  readonly decision: PixelDecision;
  readonly sourceHmac: string;
  /** Issue of the patient's identifiers. */
  readonly generation: number;
  readonly risk: DeidRecord["risk"];
  readonly actions: DeidRecord["actions"];
  /** Terms that were searched in the output. */
  readonly searched: number;
  /** ISO time. */
  readonly at: string;
}

/** The Secondary Capture that the image would be: bytes, words or colour (PS3.3 A.8). */
const secondaryCapture = ({ samples, bitsStored }: Instance["facts"]) =>
  `1.2.840.10008.5.1.4.1.1.7.${samples === 3 ? 4 : bitsStored > 8 ? 3 : 2}`;

/** The rows of an image whose file names nobody: TIFF, volumes and pictures. The patient is the one that a person named. */
export function namelessImage(known: NamelessFacts): CleanedImage {
  const { place, pixels, patientKey, decision, chunkEnds, at } = known;
  return {
    instance: {
      ...place,
      ...pixels,
      sopClassUid: secondaryCapture(pixels.facts),
      instanceNumber: 1,
      lengthBytes: chunkEnds.at(-1) ?? 0,
      sha256: known.sha256,
      chunkCount: chunkEnds.length,
      chunkEnds,
      madeHere: true,
      pixelVerdict: decision.outcome === "released" ? decision.verdict : "released-by-person",
    },
    seriesFacts: {
      modality: "OT",
      ...known.series,
      frameOfReferenceUid: known.frameOfReferenceUid,
      laterality: "",
      bodyPart: "",
    },
    study: {
      studyUid: place.studyUid,
      patientKey,
      pseudonym: patientKey.slice(0, 8),
      description: known.studyDescription,
      modalities: ["OT"],
      importedAt: at,
      ...(known.generation > 0 ? { issue: known.generation } : {}),
      state: "todo",
      seriesCount: 0,
      imageCount: 0,
      bytes: 0,
      appliedSeq: 0,
    },
    record: {
      sopUid: place.sopUid,
      studyUid: place.studyUid,
      at,
      toolVersion,
      policyId,
      policyHash: strictPolicy.hash,
      tables: deidEdition,
      options: [],
      format: pixels.format,
      sourceHmac: known.sourceHmac,
      ...(known.generation > 0 ? { generation: known.generation } : {}),
      outputSha256: known.sha256,
      verdict: decision.outcome,
      risk: known.risk,
      actions: known.actions,
      boxes: [],
      residual: { searched: known.searched, hits: 0, falseAlarms: 0 },
      reviewer: null,
      reviewedAt: null,
    },
  };
}
