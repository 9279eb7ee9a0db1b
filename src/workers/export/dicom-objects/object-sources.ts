import type { Breath } from "../../../domain/cancel.ts";
import { attest } from "../../../domain/deid/attest.ts";
import { factsAt } from "../../../domain/facts-at.ts";
import { say } from "../../../domain/said.ts";
import type { FramePlace, SourceFrame } from "../../../formats/dicom/write/image-reference.ts";
import type { MadeBy } from "../../../formats/dicom/write/object-header.ts";
import {
  namelessHeader,
  readSourceHeader,
  type SourceHeader,
} from "../../../formats/dicom/write/source-header.ts";
import type { SrVersion } from "../../../formats/dicom-sr/sr-input.ts";
import { captureClass, captureKind, capturePart } from "../../../formats/secondary-capture/capture-part.ts";
import type { MainDatabase } from "../../../storage/database.ts";
import { readProjectKey } from "../../../storage/keys.ts";
import { hmacHex } from "../../import/digests.ts";
import { PlainError } from "../../serve.ts";
import type { Dataset, DatasetImage, DatasetReader } from "../dataset.ts";
import { sha256Hex, sha256OfPieces } from "../sha256-hex.ts";
import { sliceStepMm } from "./slice-step.ts";

/** What the writers of DICOM objects ask about the images that a label lies on. */
export interface ObjectSources {
  /** Called between two labels: lets a cancel in and heeds it. */
  readonly breathe: Breath;
  readonly made: MadeBy;
  /** Makes the report of a study a version for the hub; absent in exports. */
  readonly version?: SrVersion;
  header(image: DatasetImage): Promise<SourceHeader>;
  frame(image: DatasetImage): Promise<SourceFrame>;
  /** Keyed digest of pixels, or of having none: by it the project knows its own objects again (deidentification 3.5). */
  digestOf(pixels: Uint8Array<ArrayBuffer> | null): Promise<string>;
}

/** SOP Class, UID and frame under which other objects refer to an image; of its Secondary Capture where it was no DICOM. */
export function objectOf({
  instance,
  frame,
}: DatasetImage): Pick<SourceFrame, "sopClassUid" | "sopUid" | "frame"> {
  const { facts, sopUid } = instance;
  if (instance.format === "dicom")
    return { sopClassUid: instance.sopClassUid, sopUid, frame: facts.frames > 1 ? frame : null };
  const part = capturePart(sopUid, facts, frame);
  return { sopClassUid: captureClass[captureKind(facts)], sopUid: part.sopUid, frame: part.frame };
}

/** Reads the headers of the stored files, each once. */
export async function makeObjectSources(
  database: MainDatabase,
  dataset: Dataset,
  reader: DatasetReader,
  toolVersion: string,
): Promise<ObjectSources> {
  const key = (await readProjectKey(database))?.keys.px ?? null;
  const headers = new Map<string, Promise<SourceHeader>>();
  const read = async ({ instance, study }: DatasetImage): Promise<SourceHeader> => {
    const record = dataset.records.get(instance.sopUid);
    if (!record)
      throw new PlainError("not-deidentified", say`No de-identification record for ${instance.sopUid}.`);
    if (instance.format === "dicom") {
      const sha256 = await sha256OfPieces(reader.pieces(instance));
      // What these objects take over leaves the device too: only from a file that its record vouches for.
      return readSourceHeader(attest(reader.source(instance), { record, sha256 }));
    }
    return namelessHeader({
      patientKey: study.patientKey,
      studyUid: study.studyUid,
      toolVersion: record.toolVersion,
      policyHash: record.policyHash,
      generation: record.generation ?? 0,
      sliceStepMm: instance.sliceStepMm ?? null,
    });
  };
  const header = (image: DatasetImage) => {
    const known = headers.get(image.instance.sopUid) ?? read(image);
    headers.set(image.instance.sopUid, known);
    return known;
  };
  return {
    breathe: reader.breathe,
    made: { toolVersion, createdAt: dataset.options.createdAt },
    header,
    async frame(image) {
      const { instance, series } = image;
      const { columns, rows } = instance.facts;
      const plane = instance.planes[image.frame - 1];
      const { spacingMm } = factsAt(instance.facts, image.frame - 1);
      // A volume's own coordinates are no Frame of Reference of the patient (PS3.3 C.7.6.16.2.20).
      const known = plane && plane.space !== "volume" && spacingMm && series.frameOfReferenceUid !== null;
      const place: FramePlace | null = known
        ? {
            plane,
            spacingMm,
            thicknessMm: (await header(image)).sliceThicknessMm(image.frame - 1) ?? sliceStepMm(image, plane),
          }
        : null;
      return { ...objectOf(image), seriesUid: series.seriesUid, columns, rows, place };
    },
    async digestOf(pixels) {
      if (!key) return "0".repeat(32);
      return (await hmacHex(key, pixels ? await sha256Hex(pixels) : "no pixels")).slice(0, 32);
    },
  };
}
