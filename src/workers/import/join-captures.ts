import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { sampleBytes } from "../../domain/samples.ts";
import { memorySource } from "../../formats/byte-source.ts";
import { asciiOf, asciiValuesOf, decimalsOf, numberOf } from "../../formats/dicom/element-values.ts";
import { type DicomFile, readDicom } from "../../formats/dicom/read-dicom.ts";
import { keywords } from "../../formats/dicom/write/keywords.ts";
import {
  captureClass,
  captureKind,
  captureParts,
  capturePartUid,
  framesPerPart,
} from "../../formats/secondary-capture/capture-part.ts";
import {
  type CaptureImage,
  type CaptureRecord,
  captureCreator,
  readCaptureRecord,
} from "../../formats/secondary-capture/capture-record.ts";
import { sampleMap, samplesOfCapture } from "../../formats/secondary-capture/capture-samples.ts";
import { earlierReview } from "./clean-dicom.ts";
import { rawLayout } from "./clean-raw.ts";
import { chunkEndsOf, cutChunks } from "./cut-chunks.ts";
import { hmacHex, sha256 } from "./digests.ts";
import type { PreparedImage } from "./stored-image.ts";

const explicitLittle = "1.2.840.10008.1.2.1";

/** A part that is proved to be this project's, and what its header says of the study. */
interface Part {
  readonly record: CaptureRecord;
  readonly file: DicomFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly place: { readonly studyUid: string; readonly seriesUid: string; readonly patientKey: string };
}

/** Puts captures that this project made together to the image that they were made of. */
export interface CaptureJoiner {
  /** Null: no such capture, or none that this project's key vouches for. `waits`: other parts of the image are still to come. */
  take(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<PreparedImage | "waits" | null>;
  /** Images of which parts did not come. */
  left(): readonly { readonly path: string; readonly here: number; readonly parts: number }[];
}

/** The record in a file, if the project's key sealed it and the samples are those that it was made for. */
async function readPart(key: CryptoKey, bytes: Uint8Array<ArrayBuffer>): Promise<Part | null> {
  const file = await readDicom(memorySource(bytes)).catch(() => null);
  if (!file || asciiOf(file.dataset, keywords.OverreadCreator[0]) !== captureCreator) return null;
  const { dataset, pixels, syntax } = file;
  const text = asciiOf(dataset, keywords.OverreadCapture[0]);
  const record = readCaptureRecord(text);
  if (!record || !pixels || pixels.undefinedLength || syntax.uid !== explicitLittle) return null;
  const keyed = async (value: Uint8Array<ArrayBuffer>) =>
    (await hmacHex(key, await sha256(value))).slice(0, 32);
  if ((await keyed(new TextEncoder().encode(text))) !== asciiOf(dataset, keywords.OverreadCaptureSeal[0]))
    return null;
  if ((await keyed(bytes.slice(pixels.offset, pixels.offset + pixels.length))) !== record.px) return null;
  const marked = asciiValuesOf(dataset, keywords.DeidentificationMethod[0]).includes(`px:${record.px}`);
  const removed = asciiOf(dataset, keywords.PatientIdentityRemoved[0]) === "YES";
  const patientKey = asciiOf(dataset, keywords.PatientID[0]);
  const own = asciiOf(dataset, keywords.SOPInstanceUID[0]) === capturePartUid(record.image, record.part);
  if (!marked || !removed || !own || !/^[A-Z2-7]{16}$/.test(patientKey)) return null;
  return {
    record,
    file,
    bytes,
    place: {
      studyUid: asciiOf(dataset, keywords.StudyInstanceUID[0]),
      seriesUid: asciiOf(dataset, keywords.SeriesInstanceUID[0]),
      patientKey,
    },
  };
}

/** Whether the attributes of a part are what its image makes of them, so that its samples can be taken apart again. */
function fits({ file: { dataset, pixels }, record }: Part, { facts }: CaptureImage): boolean {
  const size = framesPerPart(facts);
  const frames = Math.min(size, facts.frames - record.part * size);
  const width = { byte: 1, word: 2, color: 3 }[captureKind(facts)];
  const wanted = facts.columns * facts.rows * frames * width;
  return (
    asciiOf(dataset, keywords.SOPClassUID[0]) === captureClass[captureKind(facts)] &&
    numberOf(dataset, keywords.Rows[0]) === facts.rows &&
    numberOf(dataset, keywords.Columns[0]) === facts.columns &&
    (decimalsOf(dataset, keywords.NumberOfFrames[0])[0] ?? 1) === frames &&
    record.parts === captureParts(facts) &&
    pixels?.length === wanted + (wanted % 2)
  );
}

async function joined(parts: readonly Part[], image: CaptureImage, at: string): Promise<PreparedImage> {
  const { facts, planes, stacks, sliceStepMm, made, series } = image;
  const lengthBytes = facts.columns * facts.rows * facts.samples * facts.frames * sampleBytes[facts.type];
  const bytes = new Uint8Array(lengthBytes);
  let end = 0;
  for (const { file, bytes: source } of parts) {
    const offset = file.pixels?.offset ?? 0;
    const samples = source.subarray(offset, offset + (file.pixels?.length ?? 0));
    const back = samplesOfCapture(sampleMap(facts, null), facts.type, samples);
    // The last byte of an odd length fills it up.
    bytes.set(back.subarray(0, lengthBytes - end), end);
    const size = framesPerPart(facts) * (lengthBytes / facts.frames);
    end += Math.min(size, lengthBytes - end);
  }
  const [first] = parts;
  const { studyUid = "", seriesUid = "", patientKey = "" } = first?.place ?? {};
  const sopUid = first?.record.image ?? "";
  const chunks = cutChunks(bytes, rawLayout({ facts, lengthBytes }));
  const digest = await sha256(bytes);
  const record: DeidRecord = {
    ...made,
    sopUid,
    studyUid,
    at,
    options: [],
    format: "raw",
    outputSha256: digest,
    verdict: "released",
    actions: [{ tag: "pixels", action: "keep", why: "pixel-description", count: facts.frames }],
    boxes: [],
    residual: { searched: 0, hits: 0, falseAlarms: 0 },
    reviewer: made.risk.class === "HIGH" ? earlierReview : null,
    reviewedAt: null,
  };
  return {
    image: {
      instance: {
        sopUid,
        seriesUid,
        studyUid,
        sopClassUid: image.sopClassUid,
        format: "raw",
        facts,
        instanceNumber: 1,
        planes,
        stacks,
        ...(sliceStepMm ? { sliceStepMm } : {}),
        lengthBytes,
        sha256: digest,
        chunkCount: chunks.length,
        chunkEnds: chunkEndsOf(chunks),
        madeHere: true,
        pixelVerdict: image.pixelVerdict,
      },
      seriesFacts: { ...series, laterality: "", bodyPart: "" },
      study: {
        studyUid,
        patientKey,
        pseudonym: patientKey.slice(0, 8),
        description: series.description || "TIFF image",
        modalities: [series.modality],
        importedAt: at,
        state: "todo",
        seriesCount: 0,
        imageCount: 0,
        bytes: 0,
        appliedSeq: 0,
      },
      record,
    },
    chunks,
  };
}

/** Joins the captures of one import. `key` is the project's for digests of pixels; `now` gives ISO 8601 UTC. */
export function makeCaptureJoiner(key: CryptoKey, now: () => string): CaptureJoiner {
  const images = new Map<string, { readonly path: string; readonly parts: Map<number, Part> }>();
  return {
    async take(path, bytes) {
      const part = await readPart(key, bytes);
      if (!part) return null;
      const { image, parts: count } = part.record;
      const open = images.get(image) ?? { path, parts: new Map<number, Part>() };
      open.parts.set(part.record.part, part);
      images.set(image, open);
      if (open.parts.size < count) return "waits";
      const parts = [...open.parts.values()].sort((a, b) => a.record.part - b.record.part);
      const whole = parts[0]?.record.whole;
      // Parts that do not belong together: this one is a file like any other, to be cleaned; the others wait, and are named at the end.
      if (!whole || !parts.every((one) => one.record.parts === count && fits(one, whole))) {
        open.parts.delete(part.record.part);
        if (open.parts.size === 0) images.delete(image);
        return null;
      }
      images.delete(image);
      return joined(parts, whole, now());
    },
    left: () =>
      [...images.values()].map(({ path, parts }) => ({
        path,
        here: parts.size,
        parts: [...parts.values()][0]?.record.parts ?? 0,
      })),
  };
}
