import type { PixelSpan } from "../../../../src/domain/rasterize.ts";
import { readNifti } from "../../../../src/formats/nifti/read-nifti.ts";
import { readPng } from "../../../../src/formats/png/read-png.ts";
import type { MainDatabase } from "../../../../src/storage/database.ts";
import { makePartSources } from "../../../../src/workers/labels/capture-source.ts";
import type { FoundLabels, LabelContext } from "../../../../src/workers/labels/label-files.ts";
import { readLabelCoco } from "../../../../src/workers/labels/read-label-coco.ts";
import { readLabelNdjson } from "../../../../src/workers/labels/read-label-ndjson.ts";
import { readLabelRtstruct } from "../../../../src/workers/labels/read-label-rtstruct.ts";
import { readLabelSeg } from "../../../../src/workers/labels/read-label-seg.ts";
import type { ExpertStore, TruthMask } from "./expert-labels.ts";

/** Files of a dataset by their path behind its name. */
export type DatasetFiles = ReadonlyMap<string, Uint8Array<ArrayBuffer>>;

/** Formats whose labels are compared with the expert's masks, pixel for pixel. */
export const truthFormats = ["coco", "nifti", "png", "ndjson", "seg", "rtstruct"] as const;

/** One of them. */
export type TruthFormat = (typeof truthFormats)[number];

/** A label as a file of one format says it. */
interface Found {
  readonly thing: string;
  readonly classId: string;
  readonly sop: string;
  readonly frame: number;
  readonly bits: Uint8Array;
}

/** What comparing one format with the expert's masks gave; `absent`: labels that the format does not hold. */
export interface TruthResult {
  readonly compared: number;
  readonly mismatches: readonly string[];
  readonly absent: readonly TruthMask[];
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function bitsOf(spans: readonly PixelSpan[], { columns, rows }: { columns: number; rows: number }) {
  const bits = new Uint8Array(columns * rows);
  for (const [row, from, to] of spans) bits.fill(1, row * columns + from, row * columns + to);
  return bits;
}

/** What the app's own readers of label files find; masks of `truth` only. */
async function fromReaders(database: MainDatabase, found: FoundLabels): Promise<Found[]> {
  const list: Found[] = [];
  for (const { annotation, spans } of found.labels) {
    const { sop, frame } = annotation.target;
    const instance = await database.instances.get(sop);
    if (!instance || !spans) continue;
    const thing = annotation.objectUid ?? annotation.instanceUid;
    list.push({ thing, classId: annotation.classId, sop, frame, bits: bitsOf(spans, instance.facts) });
  }
  return list;
}

interface VolumeLabels {
  readonly slices: readonly { readonly sop: string; readonly frame: number }[];
  readonly instances: readonly {
    readonly value: number;
    readonly instanceUid: string;
    readonly class: string;
    readonly overlap: string | null;
  }[];
}

const samplesOf = (bytes: Uint8Array<ArrayBuffer>, type: string): ArrayLike<number> =>
  type === "u16" ? new Uint16Array(bytes.buffer) : type === "i32" ? new Int32Array(bytes.buffer) : bytes;

/** Every thing of every volume, slice by slice; of those that meet others from the file of their own. */
function fromVolumes(files: DatasetFiles): Found[] {
  return [...files].flatMap(([path, bytes]) => {
    const folder = /^(nifti\/.*)\/labels\.json$/.exec(path)?.[1];
    if (folder === undefined) return [];
    const told = JSON.parse(text(bytes)) as VolumeLabels;
    return told.instances.flatMap(({ value, instanceUid, class: classId, overlap }) => {
      const volume = readNifti(files.get(`${folder}/${overlap ?? "instances.nii.gz"}`) ?? new Uint8Array());
      const samples = samplesOf(volume.bytes, volume.type);
      const size = volume.columns * volume.rows;
      return told.slices.flatMap(({ sop, frame }, slice) => {
        const bits = new Uint8Array(size).map((_, pixel) =>
          samples[slice * size + pixel] === (overlap ? 1 : value) ? 1 : 0,
        );
        return bits.includes(1) ? [{ thing: instanceUid, classId, sop, frame, bits }] : [];
      });
    });
  });
}

/** One picture for each label on each frame; its class stands in the manifest. */
function fromPictures(files: DatasetFiles): Found[] {
  const manifest = JSON.parse(text(files.get("manifest.json") ?? new Uint8Array())) as {
    readonly images: readonly { imageId: string; sop: string; frame: number }[];
    readonly instances: readonly { instanceUid: string; objectUid?: string; class: string }[];
  };
  const images = new Map(manifest.images.map((image) => [image.imageId, image]));
  const labels = new Map(manifest.instances.map((label) => [label.instanceUid, label]));
  return [...files].flatMap(([path, bytes]) => {
    const [, id = "", uid = ""] = /^masks\/instance\/.*\/(i\d+)__([\d.]+)\.png$/.exec(path) ?? [];
    const [image, label] = [images.get(id), labels.get(uid)];
    if (!image || !label) return [];
    const bits = Uint8Array.from(readPng(bytes).samples, (sample) => (sample === 255 ? 1 : 0));
    const { sop, frame } = image;
    return [{ thing: label.objectUid ?? uid, classId: label.class, sop, frame, bits }];
  });
}

async function foundIn(format: TruthFormat, files: DatasetFiles, store: ExpertStore): Promise<Found[]> {
  const { database } = store.harness.context;
  const instance = (sop: string) => database.instances.get(sop);
  const part = makePartSources(() => database.instances.toArray());
  const context: LabelContext = { schema: store.schema, instance, part, user: "u2", device: "dev-b", at: "" };
  const read = async (part: RegExp, reader: (bytes: Uint8Array) => Promise<FoundLabels>) => {
    const lists: Found[][] = [];
    for (const [path, bytes] of files)
      if (part.test(path)) lists.push(await fromReaders(database, await reader(bytes)));
    return lists.flat();
  };
  switch (format) {
    case "coco":
      return read(/^coco\/.*\.json$/, (bytes) => readLabelCoco(text(bytes), context));
    case "ndjson":
      return read(/^ndjson\/annotations\.ndjson$/, (bytes) => readLabelNdjson(text(bytes), context));
    case "seg":
      return read(/^dicom\/seg\//, (bytes) => readLabelSeg(bytes, context));
    case "rtstruct":
      return read(/^dicom\/rtstruct\//, (bytes) => readLabelRtstruct(bytes, context));
    case "nifti":
      return fromVolumes(files);
    case "png":
      return fromPictures(files);
  }
}

const keyOf = ({ thing, sop, frame }: Pick<Found, "thing" | "sop" | "frame">) => `${thing} ${sop} ${frame}`;

/** Reads one format of a dataset and compares every label with the expert's mask; a label too many is a mismatch. */
export async function compareTruth(
  format: TruthFormat,
  files: DatasetFiles,
  store: ExpertStore,
): Promise<TruthResult> {
  const open = new Map(store.truth.map((label) => [keyOf(label), label]));
  const mismatches: string[] = [];
  let compared = 0;
  for (const found of await foundIn(format, files, store)) {
    const wish = open.get(keyOf(found));
    open.delete(keyOf(found));
    if (!wish) mismatches.push(`${format}: ${found.thing} stands where the expert has nothing, or twice`);
    if (!wish) continue;
    compared++;
    if (found.classId !== wish.classId)
      mismatches.push(`${format}: ${wish.thing} is of class ${found.classId}`);
    const pixel = wish.bits.findIndex((bit, index) => bit !== found.bits[index]);
    if (pixel >= 0 || found.bits.length !== wish.bits.length)
      mismatches.push(
        `${format}: ${wish.instanceUid} differs at pixel ${pixel % wish.columns}, ${Math.floor(pixel / wish.columns)}`,
      );
  }
  return { compared, mismatches, absent: [...open.values()] };
}
