import type { ExportLoss } from "../../../domain/calls/export-calls.ts";
import { say } from "../../../domain/said.ts";
import { splitNames } from "../../../domain/split.ts";
import { writePng } from "../../../formats/png/write-png.ts";
import { fillYoloPath, readYolo } from "../../../formats/yolo/read-yolo.ts";
import { yoloBoxLine, yoloClasses, yoloDataFile, yoloOutlineLine } from "../../../formats/yolo/write-yolo.ts";
import {
  type Dataset,
  type DatasetObject,
  type DatasetReader,
  hasArea,
  isTiled,
  objectsByImage,
} from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import { type YoloKind, yoloKinds, yoloPaths } from "./yolo-paths.ts";
import { type YoloWindow, yoloPicture } from "./yolo-window.ts";

/** What writing YOLO found out. `iou` of an object: of its outline, filled again, with its mask. */
export interface YoloOutcome {
  readonly losses: readonly ExportLoss[];
  readonly windows: ReadonlyMap<string, YoloWindow>;
  readonly iou: ReadonlyMap<string, number>;
}

const encoder = new TextEncoder();

/** `iou/1` of two masks, one byte a pixel. */
function iouOf(a: Uint8Array, b: Uint8Array): number {
  let [both, any] = [0, 0];
  for (let index = 0; index < a.length; index++) {
    const [here, there] = [a[index] ?? 0, b[index] ?? 0];
    both += here & there;
    any += here | there;
  }
  return any === 0 ? 1 : both / any;
}

async function imageLines(
  dataset: Dataset,
  reader: DatasetReader,
  own: readonly DatasetObject[],
  kind: YoloKind,
  iou: Map<string, number>,
) {
  const numbers = new Map(yoloClasses(dataset.schema).map((item, number) => [item.id, number]));
  const lines: string[] = [];
  const uids: string[] = [];
  const losses: ExportLoss[] = [];
  for (const object of own.filter(hasArea)) {
    const { instanceUid, classId } = object.annotation;
    const mask = await reader.mask(object);
    const number = numbers.get(classId);
    if (number === undefined) throw new Error(`Class of ${instanceUid} is not in the schema`);
    const outline =
      kind === "yolo-seg"
        ? yoloOutlineLine(number, mask)
        : { line: yoloBoxLine(number, mask) ?? "", loss: null };
    if (!outline?.line) {
      losses.push({ format: kind, instanceUid, reason: say`covers no pixel` });
      continue;
    }
    lines.push(outline.line);
    uids.push(instanceUid);
    if (kind === "yolo-det") continue;
    const values = readYolo(outline.line)[0]?.values ?? [];
    const share = iouOf(fillYoloPath(values, mask.columns, mask.rows), mask.bits);
    iou.set(instanceUid, share);
    if (outline.loss) losses.push({ format: kind, instanceUid, reason: outline.loss, iou: share });
    else if (share < 1)
      losses.push({ format: kind, instanceUid, reason: say`rounded to six decimals`, iou: share });
  }
  return { lines, uids, losses };
}

/** Writes the chosen YOLO folders: 8-bit pictures, a label file each (empty where there is no object), names, line numbers. */
export async function writeYoloSet(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  step: () => void,
): Promise<YoloOutcome> {
  const losses: ExportLoss[] = [];
  const windows = new Map<string, YoloWindow>();
  const iou = new Map<string, number>();
  const kinds = yoloKinds.filter((kind) => dataset.options.formats.includes(kind));
  const byImage = objectsByImage(dataset.objects);
  const lineUids = new Map<YoloKind, Record<string, readonly string[]>>(kinds.map((kind) => [kind, {}]));
  for (const image of kinds.length > 0 ? dataset.images : []) {
    if (isTiled(image)) {
      const { columns, rows } = image.instance.facts;
      const reason = say`${columns} × ${rows} pixels are too many for one picture; the cleaned file, COCO and NDJSON hold what it would`;
      losses.push(...kinds.map((format) => ({ format, instanceUid: image.id, reason })));
      continue;
    }
    const { picture, window } = yoloPicture(await reader.frame(image), image.instance.facts);
    if (window) windows.set(image.id, window);
    const png = writePng(picture);
    for (const kind of kinds) {
      const paths = yoloPaths(dataset, kind);
      await sink.write(paths.picture(image), [png]);
      const own = await imageLines(dataset, reader, byImage.get(image) ?? [], kind, iou);
      losses.push(...own.losses);
      await sink.write(paths.labels(image), [encoder.encode(own.lines.map((line) => `${line}\n`).join(""))]);
      const uids = lineUids.get(kind);
      if (uids) uids[image.id] = own.uids;
    }
    step();
  }
  const parts = splitNames.filter((name) =>
    dataset.images.some((image) => image.split === name && !isTiled(image)),
  );
  for (const kind of kinds) {
    const paths = yoloPaths(dataset, kind);
    await sink.write(paths.data, [encoder.encode(yoloDataFile(parts, yoloClasses(dataset.schema)))]);
    const list = JSON.stringify(lineUids.get(kind), null, 1);
    await sink.write(paths.lines, [encoder.encode(`${list}\n`)]);
  }
  return { losses, windows, iou };
}
