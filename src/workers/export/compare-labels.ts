import { canonicalJson } from "../../domain/canonical-json.ts";
import type { BinaryMask } from "../../domain/mask.ts";
import type { SpanMask } from "../../domain/mask-spans.ts";
import { splitNames } from "../../domain/split.ts";
import { type CocoReading, readCoco } from "../../formats/coco/read-coco.ts";
import { readNdjson } from "../../formats/ndjson/read-ndjson.ts";
import type { CheckList, Difference } from "./check-list.ts";
import { compareKeypointFiles } from "./coco-keypoints.ts";
import { sameByColumns, sameByRows } from "./compare-spans.ts";
import { type Dataset, type DatasetObject, type DatasetReader, hasArea, isTiled } from "./dataset.ts";
import { thingOf } from "./dataset-things.ts";
import { datasetPaths } from "./paths.ts";
import { pictureFile } from "./picture-file.ts";
import { rawDifference, rawLoss } from "./raw-file.ts";
import { sha256OfPieces } from "./sha256-hex.ts";
import type { DatasetSink } from "./sink.ts";

const decode = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

/** Area and [x, y, width, height] of a mask, counted here once more. */
function measure({ bits, columns, rows }: BinaryMask) {
  let area = 0;
  const xs = new Set<number>();
  const ys = new Set<number>();
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      if (!bits[y * columns + x]) continue;
      area++;
      xs.add(x);
      ys.add(y);
    }
  }
  if (area === 0) return { area, box: [0, 0, 0, 0] };
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { area, box: [left, top, Math.max(...xs) - left + 1, Math.max(...ys) - top + 1] };
}

/** The same of a mask of runs, without a set of its columns. */
function measureSpans({ spans }: SpanMask) {
  let area = 0;
  let [left, top, right, bottom] = [Infinity, Infinity, 0, 0];
  for (const [row, from, to] of spans) {
    area += to - from;
    [left, right] = [Math.min(left, from), Math.max(right, to)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row + 1)];
  }
  return { area, box: area === 0 ? [0, 0, 0, 0] : [left, top, right - left, bottom - top] };
}

const spansDiffer = (file: string, subject: string, same: boolean): Difference | null =>
  same ? null : { file, subject, expected: "the pixels of the label", found: "others" };

function differs(
  file: string,
  subject: string,
  pairs: readonly (readonly [string, unknown, unknown])[],
): Difference | null {
  const wrong = pairs.find(
    ([, expected, found]) => canonicalJson(expected ?? null) !== canonicalJson(found ?? null),
  );
  if (!wrong) return null;
  return {
    file,
    subject,
    expected: `${wrong[0]} ${canonicalJson(wrong[1] ?? null)}`,
    found: canonicalJson(wrong[2] ?? null),
  };
}

function maskDiffers(
  file: string,
  subject: string,
  wish: BinaryMask,
  found: Uint8Array | undefined,
): Difference | null {
  const at = found ? wish.bits.findIndex((bit, index) => (bit ? 1 : 0) !== found[index]) : 0;
  if (at < 0 && found?.length === wish.bits.length) return null;
  const place = `pixel ${at % wish.columns}, ${Math.floor(at / wish.columns)}`;
  return {
    file,
    subject,
    expected: `${wish.bits[at] ?? "nothing"} at ${place}`,
    found: `${found?.[at] ?? "nothing"}`,
  };
}

async function compareCoco(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  list: CheckList,
): Promise<void> {
  const paths = datasetPaths(dataset);
  const indices = new Map(dataset.schema.classes.map((item) => [item.id, item.index]));
  const things = thingOf(dataset.objects);
  for (const split of splitNames) {
    const file = paths.coco(split);
    const found = new Map<string, CocoReading>(
      readCoco(decode(await sink.read(file))).map((item) => [item.instanceUid, item]),
    );
    const own = dataset.objects.filter((object) => object.image.split === split && hasArea(object));
    list.written("coco", own.length);
    for (const object of own) {
      const { annotation, image } = object;
      const item = found.get(annotation.instanceUid);
      const tiled = isTiled(image);
      const mask = tiled ? await reader.spans(object) : await reader.mask(object);
      const { area, box } = "spans" in mask ? measureSpans(mask) : measure(mask);
      const facts = differs(file, annotation.instanceUid, [
        ["thing", things(object), item?.objectUid],
        ["category", indices.get(annotation.classId), item?.categoryId],
        ["instance", annotation.target.sop, item?.sopUid],
        ["frame", annotation.target.frame, item?.frame],
        ["picture", pictureFile(dataset, image) ?? "", item?.fileName],
        ["area", area, item?.area],
        ["box", box, item?.bbox],
      ]);
      const pixels =
        "spans" in mask
          ? spansDiffer(file, annotation.instanceUid, sameByColumns(mask, item?.runs ?? []))
          : maskDiffers(file, annotation.instanceUid, mask, item?.bits);
      list.compared("coco", facts ?? pixels);
    }
    const extra = found.size - own.length;
    if (extra)
      list.compared("coco", {
        file,
        subject: split,
        expected: `${own.length} objects`,
        found: `${found.size}`,
      });
  }
}

/** Fills a mask from the run lengths of a record; null when they are none. */
function fillRuns(rle: unknown): Uint8Array | null {
  const { columns, rows, counts } = rle as { columns: number; rows: number; counts: number[] };
  if (!Array.isArray(counts)) return null;
  const bits = new Uint8Array(columns * rows);
  let at = 0;
  counts.forEach((count, index) => {
    if (index % 2) bits.fill(1, at, at + count);
    at += count;
  });
  return at === bits.length ? bits : null;
}

async function compareRecord(
  file: string,
  object: DatasetObject,
  found: Record<string, unknown> | undefined,
  reader: DatasetReader,
): Promise<Difference | null> {
  const { annotation } = object;
  const { geometry, ...rest } = annotation;
  const { geometry: foundGeometry, ...foundRest } = found ?? {};
  const facts = differs(file, annotation.instanceUid, [["record", rest, foundRest]]);
  if (facts) return facts;
  if (geometry.type !== "mask")
    return differs(file, annotation.instanceUid, [["geometry", geometry, foundGeometry]]);
  if (isTiled(object.image)) {
    const { rle } = (foundGeometry ?? {}) as { readonly rle?: { readonly counts?: unknown } };
    const counts = Array.isArray(rle?.counts) ? (rle.counts as number[]) : [];
    const same = sameByRows(await reader.spans(object), counts);
    return spansDiffer(file, annotation.instanceUid, same);
  }
  const bits = fillRuns((foundGeometry as { rle?: unknown } | undefined)?.rle ?? {});
  return maskDiffers(file, annotation.instanceUid, await reader.mask(object), bits ?? undefined);
}

/** Re-reads COCO, NDJSON and the image files, and compares each label and each byte with the store. */
export async function compareLabels(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  list: CheckList,
  step: () => void,
): Promise<void> {
  const paths = datasetPaths(dataset);
  const has = new Set<string>(dataset.options.formats);
  if (has.has("coco")) {
    await compareCoco(dataset, reader, sink, list);
    await compareKeypointFiles(dataset, sink, list);
    step();
  }
  if (has.has("ndjson")) {
    const file = paths.annotations;
    const records = readNdjson(decode(await sink.read(file))) as Record<string, unknown>[];
    list.written("ndjson", dataset.objects.length);
    for (const [index, object] of dataset.objects.entries()) {
      await reader.breathe();
      list.compared("ndjson", await compareRecord(file, object, records[index], reader));
    }
    if (records.length !== dataset.objects.length) {
      const expected = `${dataset.objects.length} records`;
      list.compared("ndjson", { file, subject: "all", expected, found: `${records.length}` });
    }
    await compareClassifications(paths.classifications, dataset, sink, list);
    step();
  }
  if (has.has("dicom")) {
    for (const instance of dataset.instances) {
      if (instance.format === "raw" && rawLoss(instance)) continue;
      const file = paths.dicom(instance);
      list.written("dicom");
      if (instance.format === "raw") {
        const found = rawDifference(instance, await reader.file(instance), await sink.read(file));
        const wish = "the stored samples at their place";
        list.compared("dicom", found ? { file, subject: instance.sopUid, expected: wish, found } : null);
        step();
        continue;
      }
      const sum = await sha256OfPieces(sink.pieces(file));
      list.compared("dicom", differs(file, instance.sopUid, [["sha256", instance.sha256, sum]]));
      step();
    }
  }
}

/** Answers come back equal, one by one. */
async function compareClassifications(
  file: string,
  { classifications = [] }: Dataset,
  sink: DatasetSink,
  list: CheckList,
): Promise<void> {
  const found = readNdjson(decode(await sink.read(file))) as { readonly recordUid?: unknown }[];
  list.written("ndjson", classifications.length);
  for (const wish of classifications) {
    const records = found.filter(({ recordUid }) => recordUid === wish.recordUid);
    const equal = records.length === 1 && JSON.stringify(records[0]) === JSON.stringify(wish);
    const expected = "the answer as it was given";
    list.compared("ndjson", equal ? null : { file, subject: wish.recordUid, expected, found: "another" });
  }
  if (found.length !== classifications.length) {
    const expected = `${classifications.length} records`;
    list.compared("ndjson", { file, subject: "all", expected, found: `${found.length}` });
  }
}
