import { readFileSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { sampleArrays } from "../../../../src/domain/samples.ts";
import type { FrameBytes } from "../../verify-decode-dicom.ts";
import type { AppPage, PageImage } from "../app-page.ts";
import { type Task, tasksOf } from "./mask-slices.ts";
import type { NumberPlane } from "./number-plane.ts";

/** One entry of `mask_pairs.json`; paths relative to it. */
export interface Pair {
  readonly set: string;
  readonly id: string;
  readonly image: string;
  readonly masks: readonly string[];
  /**
   * Lines that a person drew, a file for each mask file and of its grid: in a label volume the value of a line is that of its label, else 1 is
   * over the thing; every other value but 0 is beside it.
   */
  readonly scribbles?: readonly string[];
}

/** A pair that could not be used, and why. */
export interface Skipped {
  readonly set: string;
  readonly id: string;
  readonly reason: string;
}

/** What reads the files of a pair. */
export type PairReader = Pick<AppPage, "decode" | "importFile">;

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

/** The pairs of a folder. Throws in one sentence when there is no such list. */
export function readPairs(folder: string): Pair[] {
  let list: unknown;
  try {
    list = JSON.parse(readFileSync(join(folder, "mask_pairs.json"), "utf8"));
  } catch {
    throw new Error(`${folder}: expected a readable mask_pairs.json.`);
  }
  if (!Array.isArray(list)) throw new Error("mask_pairs.json: expected a list.");
  return list.map((entry: Partial<Pair> | null, at) => {
    const { set, id, image, masks, scribbles = [] } = entry ?? {};
    if (!isText(set) || !isText(id) || !isText(image) || !Array.isArray(masks) || !masks.every(isText))
      throw new Error(`mask_pairs.json: entry ${at + 1} needs set, id, image and masks.`);
    if (
      !Array.isArray(scribbles) ||
      !scribbles.every(isText) ||
      ![0, masks.length].includes(scribbles.length)
    )
      throw new Error(`mask_pairs.json: entry ${at + 1} needs as many scribbles as masks, or none.`);
    return { set, id, image, masks, scribbles };
  });
}

/** A decoded frame as numbers; colour as luminance. */
export function planeOfFrame(frame: FrameBytes): NumberPlane {
  const kind = sampleArrays[frame.type as keyof typeof sampleArrays];
  if (!kind) throw new Error(`samples of type ${frame.type}`);
  const stored = new kind(frame.bytes.slice().buffer);
  const { columns, rows, samples } = frame;
  const values = new Float32Array(columns * rows).map((_, at) => {
    const band = (index: number) => stored[at * samples + index] ?? 0;
    return samples >= 3 ? 0.299 * band(0) + 0.587 * band(1) + 0.114 * band(2) : band(0);
  });
  return { columns, rows, values };
}

/** DICOM and TIFF are decoded as they lie; the other formats exist in the app as what their import has stored. */
async function imagesOf(page: PairReader, file: string): Promise<readonly PageImage[] | string> {
  if (/\.(dcm|tiff?)$/i.test(file)) {
    const decoded = await page.decode(file);
    return decoded.kind === "decoded" ? decoded.images : decoded.message;
  }
  const imported = await page.importFile(file);
  if (imported.kind !== "imported") return imported.message;
  const [refusal] = imported.refused;
  if (refusal) return refusal.message;
  // Rows of the store have no order of their own: a file of several images would be a stack in any order.
  return imported.stored.length === 1 ? imported.stored : `${imported.stored.length} images in one file`;
}

/**
 * The tasks of one pair, its files decoded by the built app's own worker. A rescale is left out: every tool scales the plane to its
 * percentiles first.
 */
export async function tasksOfPair(page: PairReader, folder: string, pair: Pair): Promise<Task[] | Skipped> {
  const skip = (reason: string): Skipped => ({ set: pair.set, id: pair.id, reason });
  const base = resolve(folder);
  const read = async (path: string): Promise<NumberPlane[] | string> => {
    const file = resolve(base, path);
    if (!file.startsWith(base + sep)) return "a path that leaves the folder";
    const found = await imagesOf(page, file);
    if (typeof found === "string") return `not decoded: ${found}`;
    const refused = found.find((image) => image.refused !== null)?.refused;
    if (refused) return `not decoded: ${refused}`;
    return found.flatMap(({ frames }) => frames.map(planeOfFrame));
  };
  const image = await read(pair.image);
  if (typeof image === "string") return skip(image);
  const all = async (paths: readonly string[]): Promise<NumberPlane[][] | string> => {
    const planes: NumberPlane[][] = [];
    for (const path of paths) {
      const found = await read(path);
      if (typeof found === "string") return found;
      planes.push(found);
    }
    return planes;
  };
  const masks = await all(pair.masks);
  if (typeof masks === "string") return skip(masks);
  const lines = await all(pair.scribbles ?? []);
  if (typeof lines === "string") return skip(lines);
  const tasks = tasksOf({ set: pair.set, id: pair.id }, image, masks, lines);
  return typeof tasks === "string" ? skip(tasks) : tasks;
}
