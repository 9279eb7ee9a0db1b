import type { DecodedFrame } from "../../../domain/calls/pixels-calls.ts";
import { factsAt } from "../../../domain/facts-at.ts";
import type { ImageFacts } from "../../../domain/image-facts.ts";
import type { BinaryMask } from "../../../domain/mask.ts";
import { readPng } from "../../../formats/png/read-png.ts";
import { fillYoloPath, readYolo, type YoloLine } from "../../../formats/yolo/read-yolo.ts";
import type { CheckList, Difference } from "../check-list.ts";
import {
  type Dataset,
  type DatasetImage,
  type DatasetObject,
  type DatasetReader,
  hasArea,
  isTiled,
  objectsByImage,
} from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import type { YoloOutcome } from "./write-yolo-set.ts";
import { type YoloKind, yoloKinds, yoloPaths } from "./yolo-paths.ts";
import type { YoloWindow } from "./yolo-window.ts";

/** Smallest share of a mask of 100 pixels or more that its outline, filled again, must have in common with it. */
const leastIou = 0.98;

/** Brightness of a stored value by the window that the manifest states: PS3.3 C.11.2.1.2, written down here once more. */
function brightness(facts: ImageFacts, window: YoloWindow): (stored: number) => number {
  const { center, width, inverted } = window;
  const { modalityLut, padding, voiLut } = facts;
  const inTable = (table: NonNullable<ImageFacts["voiLut"]>, value: number) => {
    const place = Math.round(value) - table.firstInput;
    return table.values[Math.min(Math.max(place, 0), table.values.length - 1)] ?? 0;
  };
  return (stored) => {
    if (padding && padding[0] <= stored && stored <= padding[1]) return 0;
    const value = modalityLut ? inTable(modalityLut, stored) : facts.intercept + facts.slope * stored;
    let share: number;
    if (center === null || width === null)
      share = voiLut ? inTable(voiLut, value) / (2 ** voiLut.bits - 1) : Number.NaN;
    else if (window.function === "SIGMOID") share = 1 / (1 + Math.exp((4 * (center - value)) / width));
    else if (window.function === "LINEAR_EXACT") share = (value - center + width / 2) / width;
    else share = (value - center + 0.5) / Math.max(width - 1, 1e-9) + 0.5;
    const level = 255 * Math.min(1, Math.max(0, share));
    return inverted ? 255 - level : level;
  };
}

function pictureDiffers(
  file: string,
  image: DatasetImage,
  frame: DecodedFrame,
  bytes: Uint8Array,
  window: YoloWindow | undefined,
): Difference | null {
  const facts = factsAt(image.instance.facts, image.frame - 1);
  const { samples, channels, columns, rows } = readPng(bytes);
  const wrong = (expected: string, found: string) => ({ file, subject: image.id, expected, found });
  if (columns !== facts.columns || rows !== facts.rows)
    return wrong(`${facts.columns} × ${facts.rows}`, `${columns} × ${rows}`);
  const level = window && brightness(facts, window);
  const shift = frame.type === "u16" ? 2 ** Math.max(0, facts.bitsStored - 8) : 1;
  const wish = (index: number) => {
    if (level) return level(frame.pixels[index] ?? 0);
    const [pixel, band] = [Math.floor(index / 3), index % 3];
    if (facts.color !== "palette")
      return Math.floor((frame.pixels[pixel * frame.samples + band] ?? 0) / shift);
    const table = [facts.palette?.red, facts.palette?.green, facts.palette?.blue][band] ?? [];
    const entry = (frame.pixels[pixel] ?? 0) - (facts.palette?.firstInput ?? 0);
    return table[Math.max(0, Math.min(table.length - 1, entry))] ?? 0;
  };
  if (channels !== (level ? 1 : 3)) return wrong(`${level ? 1 : 3} channels`, `${channels}`);
  for (let index = 0; index < samples.length; index++) {
    const [value, found] = [wish(index), samples[index] ?? 0];
    if (!(Math.abs(value - found) <= 0.51)) return wrong(`${value} at sample ${index}`, `${found}`);
  }
  return null;
}

/** What a line must say of a mask: its box, or its outline filled again; in words what is wrong, or null. */
function lineWrong(kind: YoloKind, line: YoloLine, mask: BinaryMask, iou: number | undefined): string | null {
  const { bits, columns, rows } = mask;
  const filled = kind === "yolo-seg" ? fillYoloPath(line.values, columns, rows) : null;
  let [left, right, top, bottom] = [columns, -1, rows, -1];
  let [area, both, drawn] = [0, 0, 0];
  for (let index = 0; index < bits.length; index++) {
    if (filled?.[index]) drawn++;
    if (!bits[index]) continue;
    area++;
    if (filled?.[index]) both++;
    const [x, y] = [index % columns, Math.floor(index / columns)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  }
  if (filled) {
    const share = both / (area + drawn - both);
    if (share !== iou) return `an outline that shares ${share} with the label`;
    return share < leastIou && area >= 100 ? `an outline that shares only ${share}` : null;
  }
  const wish = [
    (left + right + 1) / 2 / columns,
    (top + bottom + 1) / 2 / rows,
    (right + 1 - left) / columns,
    (bottom + 1 - top) / rows,
  ];
  const near = wish.every((value, index) => Math.abs(value - (line.values[index] ?? Number.NaN)) <= 1e-6);
  return near && line.values.length === 4 ? null : `the box ${line.values.join(" ")}`;
}

async function compareLines(
  dataset: Dataset,
  reader: DatasetReader,
  image: DatasetImage,
  own: readonly DatasetObject[],
  kind: YoloKind,
  file: string,
  lines: readonly YoloLine[],
  outcome: YoloOutcome,
  list: CheckList,
): Promise<void> {
  const order = [...dataset.schema.classes].map((item) => item.index).sort((a, b) => a - b);
  const indices = new Map(dataset.schema.classes.map((item) => [item.id, order.indexOf(item.index)]));
  let at = 0;
  for (const object of own.filter(hasArea)) {
    const { instanceUid, classId } = object.annotation;
    const mask = await reader.mask(object);
    if (!mask.bits.includes(1)) continue;
    const line = lines[at++];
    const wrongClass = line && line.classNumber !== indices.get(classId) ? `class ${line.classNumber}` : null;
    const found = line
      ? (wrongClass ?? lineWrong(kind, line, mask, outcome.iou.get(instanceUid)))
      : "no line";
    list.written(kind);
    list.compared(kind, found ? { file, subject: instanceUid, expected: "the label", found } : null);
  }
  if (at !== lines.length)
    list.compared(kind, { file, subject: image.id, expected: `${at} lines`, found: `${lines.length}` });
}

/** The names by number and the instance of each line, as the two side files state them. */
async function compareSideFiles(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  kind: YoloKind,
  list: CheckList,
): Promise<void> {
  const paths = yoloPaths(dataset, kind);
  const text = async (file: string) => new TextDecoder().decode(await sink.read(file));
  const names = [...(await text(paths.data)).matchAll(/^ {2}(\d+): (".*")$/gm)];
  const wish = [...dataset.schema.classes].sort((a, b) => a.index - b.index).map((item) => item.name);
  const same =
    names.length === wish.length &&
    names.every(([, number, name], at) => Number(number) === at && JSON.parse(name ?? "") === wish[at]);
  const found = same ? null : { found: names.map(([line]) => line.trim()).join(", ") };
  list.compared(kind, found && { file: paths.data, subject: "names", expected: wish.join(", "), ...found });
  const lines = JSON.parse(await text(paths.lines)) as Record<string, readonly string[]>;
  const byImage = objectsByImage(dataset.objects);
  for (const image of dataset.images.filter((item) => !isTiled(item))) {
    const uids: string[] = [];
    for (const object of (byImage.get(image) ?? []).filter(hasArea)) {
      const { bits } = await reader.mask(object);
      if (bits.includes(1)) uids.push(object.annotation.instanceUid);
    }
    const there = lines[image.id] ?? [];
    const equal = uids.join(" ") === there.join(" ");
    const wrong = { file: paths.lines, subject: image.id, expected: uids.join(" "), found: there.join(" ") };
    list.compared(kind, equal ? null : wrong);
  }
}

/** Re-reads the YOLO folders: each picture by its stated window, each line by its box or its outline filled again. */
export async function compareYoloSet(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  outcome: YoloOutcome,
  list: CheckList,
  step: () => void,
): Promise<void> {
  const kinds = yoloKinds.filter((kind) => dataset.options.formats.includes(kind));
  const byImage = objectsByImage(dataset.objects);
  for (const image of kinds.length > 0 ? dataset.images.filter((item) => !isTiled(item)) : []) {
    const frame = await reader.frame(image);
    for (const kind of kinds) {
      const paths = yoloPaths(dataset, kind);
      const file = paths.picture(image);
      const window = outcome.windows.get(image.id);
      list.compared(kind, pictureDiffers(file, image, frame, await sink.read(file), window));
      list.written(kind);
      const labels = paths.labels(image);
      const lines = readYolo(new TextDecoder().decode(await sink.read(labels)));
      await compareLines(
        dataset,
        reader,
        image,
        byImage.get(image) ?? [],
        kind,
        labels,
        lines,
        outcome,
        list,
      );
    }
    step();
  }
  for (const kind of kinds) await compareSideFiles(dataset, reader, sink, kind, list);
}
