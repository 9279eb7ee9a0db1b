import type { ExportLoss } from "../../domain/calls/export-calls.ts";
import { attest } from "../../domain/deid/attest.ts";
import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { Deidentified } from "../../domain/deid/deidentified.ts";
import { say } from "../../domain/said.ts";
import { splitNames } from "../../domain/split.ts";
import type { CocoImage } from "../../formats/coco/coco-types.ts";
import { type CocoObject, cocoText } from "../../formats/coco/write-coco.ts";
import { writeNdjson } from "../../formats/ndjson/write-ndjson.ts";
import { writePng } from "../../formats/png/write-png.ts";
import { PlainError } from "../serve.ts";
import { answerLosses } from "./answer-losses.ts";
import { writeAudit } from "./audit-files.ts";
import { isInKeypoints, keypointLosses, writeKeypointFiles } from "./coco-keypoints.ts";
import {
  type Dataset,
  type DatasetImage,
  type DatasetReader,
  hasArea,
  isTiled,
  objectsByImage,
} from "./dataset.ts";
import { thingOf } from "./dataset-things.ts";
import { framePicture } from "./frame-picture.ts";
import type { WrittenImage } from "./manifest.ts";
import { type MlOutcome, writeMlFormats } from "./ml-formats.ts";
import { ndjsonRecord } from "./ndjson-record.ts";
import { noArea } from "./no-area.ts";
import { datasetPaths } from "./paths.ts";
import { pictureFile } from "./picture-file.ts";
import { rawFile, rawLoss } from "./raw-file.ts";
import { semanticMask } from "./semantic-mask.ts";
import { sha256Hex, sha256OfPieces } from "./sha256-hex.ts";
import type { DatasetSink, FileParts } from "./sink.ts";
import { splitFile } from "./split-file.ts";
import { textParts } from "./text-parts.ts";
import { type FrameLooks, makeFrameLooks } from "./vetting/frame-looks.ts";

/** What writing found out; the manifest states it. */
export interface WriteOutcome {
  readonly images: readonly WrittenImage[];
  readonly losses: readonly ExportLoss[];
  readonly ml: MlOutcome;
  readonly looks: FrameLooks;
}

/** Told after each piece; throws when the person cancelled. */
export type Step = () => void;

const encoder = new TextEncoder();
const maskFormats: ReadonlySet<string> = new Set([
  "coco",
  "yolo-det",
  "yolo-seg",
  "nifti",
  "png-semantic",
  "png-instance",
]);

type StoredInstance = Dataset["instances"][number];

function recordOf(dataset: Dataset, { sopUid }: StoredInstance): DeidRecord {
  const record = dataset.records.get(sopUid);
  if (!record) throw new PlainError("not-deidentified", say`No de-identification record for ${sopUid}.`);
  return record;
}

/** A file may leave only as `Deidentified`: its record and its bytes are checked against each other here. */
async function releasedFile(
  dataset: Dataset,
  reader: DatasetReader,
  instance: StoredInstance,
): Promise<Deidentified<Uint8Array<ArrayBuffer>>> {
  const record = recordOf(dataset, instance);
  const bytes = await reader.file(instance);
  return attest(bytes, { record, sha256: await sha256Hex(bytes) });
}

/** Larger files are read twice instead of being held: for their digest, and to be written; what was written is summed again later. */
const mostHeldBytes = 64 << 20;

/** The same, piece by piece. */
async function releasedPieces(
  dataset: Dataset,
  reader: DatasetReader,
  instance: StoredInstance,
  mostHeld: number,
): Promise<Deidentified<FileParts>> {
  if (instance.lengthBytes <= mostHeld) {
    const bytes = await releasedFile(dataset, reader, instance);
    const evidence = { record: recordOf(dataset, instance), sha256: instance.sha256 };
    return attest<FileParts>([bytes], evidence);
  }
  const record = recordOf(dataset, instance);
  const sha256 = await sha256OfPieces(reader.pieces(instance));
  return attest<FileParts>(reader.pieces(instance), { record, sha256 });
}

/** What an image that is read in tiles goes without, in words. */
function pictureLosses(image: DatasetImage, formats: readonly string[]): ExportLoss[] {
  const { columns, rows } = image.instance.facts;
  const reason = say`${columns} × ${rows} pixels are too many for one picture; the cleaned file, COCO and NDJSON hold what it would`;
  return ["images", ...formats.filter((name) => name.startsWith("png-"))].map((format) => ({
    format,
    instanceUid: image.id,
    reason,
  }));
}

/** The entry of an image in a COCO file; `file`: its path inside the dataset. */
export function cocoImage(image: DatasetImage, id: number, file: string): CocoImage {
  return {
    id,
    file_name: file,
    width: image.instance.facts.columns,
    height: image.instance.facts.rows,
    image_id: image.id,
    study_uid: image.study.studyUid,
    series_uid: image.series.seriesUid,
    sop_instance_uid: image.instance.sopUid,
    frame: image.frame,
  };
}

/** Writes every chosen format but the manifest, which states what was found here. Deterministic. */
export async function writeDataset(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  step: Step,
  mostHeld = mostHeldBytes,
): Promise<WriteOutcome> {
  const paths = datasetPaths(dataset);
  const { formats, name } = dataset.options;
  const has = new Set<string>(formats);
  const losses: ExportLoss[] = [];
  const images: WrittenImage[] = [];
  const looks = makeFrameLooks();
  const byImage = objectsByImage(dataset.objects);
  const text = (path: string, content: string) => sink.write(path, [encoder.encode(content)]);

  for (const object of dataset.objects.filter((object) => !hasArea(object))) {
    const { annotation } = object;
    const { type } = annotation.geometry;
    const reason =
      has.has("coco") && isInKeypoints(dataset, object)
        ? noArea(type, "NDJSON", "COCO")
        : noArea(type, "NDJSON");
    for (const format of formats.filter((name) => maskFormats.has(name))) {
      if (format === "coco" && isInKeypoints(dataset, object)) continue;
      losses.push({ format, instanceUid: annotation.instanceUid, reason });
    }
  }
  losses.push(...answerLosses(dataset));
  for (const image of dataset.images) {
    if (isTiled(image)) {
      losses.push(...pictureLosses(image, formats));
      images.push({ image, file: pictureFile(dataset, image), valueOffset: 0, scale: 1, pixelSha256: null });
      step();
      continue;
    }
    const frame = await reader.frame(image);
    await looks.take(image, frame);
    const { picture, valueOffset, scale, loss } = framePicture(frame, image.instance.facts);
    if (loss) losses.push({ format: "images", instanceUid: image.id, reason: loss });
    const file = paths.image(image);
    await sink.write(file, [writePng(picture)]);
    const { buffer, byteOffset, byteLength } = frame.pixels;
    const pixelSha256 = await sha256Hex(new Uint8Array(buffer, byteOffset, byteLength));
    images.push({ image, file: file.slice(name.length + 1), valueOffset, scale, pixelSha256 });
    const own = byImage.get(image) ?? [];
    const { columns, rows } = image.instance.facts;
    if (has.has("png-semantic")) {
      const { samples, bits, overlapPixels } = await semanticMask(own, dataset.schema, reader, columns, rows);
      await sink.write(paths.semantic(image), [writePng({ columns, rows, channels: 1, bits, samples })]);
      if (overlapPixels)
        losses.push({
          format: "png-semantic",
          instanceUid: image.id,
          reason: say`${overlapPixels} pixels lie in more than one label and can hold only one here`,
        });
    }
    if (has.has("png-instance")) {
      for (const object of own.filter(hasArea)) {
        const samples = (await reader.mask(object)).bits.map((bit) => bit * 255);
        await sink.write(paths.instance(object), [
          writePng({ columns, rows, channels: 1, bits: 8, samples }),
        ]);
      }
    }
    step();
  }

  if (has.has("coco")) {
    const info = { description: name, date_created: dataset.options.createdAt };
    for (const split of splitNames) {
      const own = dataset.images.filter((image) => image.split === split);
      const ids = new Map(own.map((image, index) => [image, index + 1]));
      const pictures = own.map((image, index) =>
        cocoImage(image, index + 1, pictureFile(dataset, image) ?? ""),
      );
      const objects: CocoObject[] = [];
      const things = thingOf(dataset.objects);
      for (const object of dataset.objects.filter(hasArea)) {
        const imageId = ids.get(object.image);
        if (!imageId) continue;
        // As runs: all objects of a part are held until its file is written.
        const mask = await reader.spans(object);
        objects.push({ annotation: object.annotation, objectUid: things(object), mask, imageId });
      }
      await sink.write(
        paths.coco(split),
        textParts(cocoText(info, dataset.schema, pictures, objects), reader.breathe),
      );
    }
    await writeKeypointFiles(dataset, sink, cocoImage);
    losses.push(...keypointLosses(dataset));
    step();
  }
  const ml = await writeMlFormats(dataset, reader, sink, step);
  losses.push(...ml.losses);
  if (has.has("ndjson")) {
    const records: Uint8Array[] = [];
    for (const object of dataset.objects) {
      await reader.breathe();
      records.push(encoder.encode(writeNdjson([await ndjsonRecord(object, reader)])));
    }
    await sink.write(paths.annotations, records);
    await text(paths.classifications, writeNdjson(dataset.classifications ?? []));
    step();
  }
  if (dataset.proposals.length) {
    const open = dataset.proposals.map((proposal) => ({ ...proposal, groundTruth: false }));
    await text(paths.proposals, writeNdjson(open));
  }
  if (has.has("dicom")) {
    for (const instance of dataset.instances) {
      const loss = instance.format === "raw" ? rawLoss(instance) : null;
      if (loss) {
        losses.push({ format: "dicom", instanceUid: instance.sopUid, reason: loss });
        continue;
      }
      const parts =
        instance.format === "raw"
          ? [rawFile(instance, await releasedFile(dataset, reader, instance))]
          : await releasedPieces(dataset, reader, instance, mostHeld);
      await sink.write(paths.dicom(instance), parts);
      step();
    }
  }
  await writeAudit(dataset, sink);
  await text(paths.schema, `${JSON.stringify(dataset.schema, null, 1)}\n`);
  await text(paths.splits, `${JSON.stringify(splitFile(dataset), null, 1)}\n`);
  for (const split of splitNames) {
    const own = dataset.images.filter((image) => image.split === split).map((image) => `${image.id}\n`);
    await text(paths.splitList(split), own.join(""));
  }
  return { images, losses, ml, looks };
}
