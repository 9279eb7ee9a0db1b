import { factsAt } from "../../domain/facts-at.ts";
import { sampleArrays } from "../../domain/samples.ts";
import type { Series } from "../../domain/study.ts";
import { FormatError } from "../../formats/format-error.ts";
import { isMetaImage } from "../../formats/metaimage/metaimage-header.ts";
import { readMetaImage } from "../../formats/metaimage/read-metaimage.ts";
import { readNifti } from "../../formats/nifti/read-nifti.ts";
import { readNrrd } from "../../formats/nrrd/read-nrrd.ts";
import type { RawImage } from "../../formats/raw/raw-image.ts";
import { sha256Hex } from "../export/sha256-hex.ts";
import { type FoundLabels, type LabelContext, LabelFileError } from "./label-files.ts";
import { type FrameSpans, maskLabels } from "./mask-labels.ts";
import { type MaskVolume, mapFrame, spansByValue, toVoxels } from "./mask-onto-frame.ts";

/** Formats of a mask over a whole series. */
export type VolumeKind = "nifti" | "nrrd" | "metaimage";

/** The longest header of text that is looked at. */
const headBytes = 2048;

const readers = {
  nifti: (bytes: Uint8Array) => readNifti(bytes),
  nrrd: (bytes: Uint8Array) => readNrrd(bytes, null),
  metaimage: (bytes: Uint8Array) => readMetaImage(bytes),
} as const;

/** What a file of voxels is by its first bytes; null for another file. */
export function volumeKind(bytes: Uint8Array): VolumeKind | null {
  const text = (at: number, length: number) => String.fromCharCode(...bytes.subarray(at, at + length));
  if (text(0, 4) === "NRRD") return "nrrd";
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return "nifti";
  if (text(344, 3) === "n+1" || text(4, 3) === "n+2") return "nifti";
  return isMetaImage(bytes.subarray(0, headBytes)) ? "metaimage" : null;
}

/** Reads a mask: one whole number from 0 for each voxel. */
export function readMaskVolume(kind: VolumeKind, bytes: Uint8Array): { image: RawImage; mask: MaskVolume } {
  let image: RawImage;
  try {
    image = readers[kind](bytes);
  } catch (reason) {
    if (!(reason instanceof FormatError)) throw reason;
    throw new LabelFileError("the file", reason.expected, reason.found);
  }
  const whole = "one whole number from 0 to 65535 for each voxel";
  if (image.samples !== 1 || image.stacks !== 1)
    throw new LabelFileError("the file", whole, image.samples === 1 ? "several volumes" : "colours");
  const values = new sampleArrays[image.type](image.bytes.slice().buffer);
  // A scale that changes numbers would change what they mean.
  const scaled = image.slope !== 1 || image.intercept !== 0;
  const wrong = values.find((value) => !(Number.isInteger(value) && value >= 0 && value <= 65_535));
  if (wrong !== undefined || scaled)
    throw new LabelFileError("the file", whole, scaled ? "scaled values" : String(wrong));
  return { image, mask: { size: [image.columns, image.rows, image.slices], values } };
}

/** The mask on each frame of a series; null where a voxel of it lies on none. */
async function ontoSeries(
  series: Series,
  { image, mask }: ReturnType<typeof readMaskVolume>,
  voxels: number,
  context: LabelContext,
): Promise<FrameSpans[] | null> {
  const toVoxel = image.affine && toVoxels(image.affine);
  if (!toVoxel) return null;
  const found: FrameSpans[] = [];
  const used = new Set<number>();
  let placed = 0;
  for (const { sopUid, frameIndex } of series.frames) {
    const instance = await context.instance(sopUid);
    const plane = instance?.planes[frameIndex];
    if (!instance || !plane || instance.facts.pyramid) continue;
    const { spacingMm } = factsAt(instance.facts, frameIndex);
    const { columns, rows } = instance.facts;
    const map = spacingMm && mapFrame(toVoxel, mask.size, plane, spacingMm, columns, rows);
    // Two frames at one place (times, echoes): the mask is of the first.
    if (!map || used.has(map.origin)) continue;
    used.add(map.origin);
    const spans = spansByValue(mask, map, columns, rows);
    for (const [, from, to] of [...spans.values()].flat()) placed += to - from;
    found.push({ instance, frame: frameIndex + 1, spans });
  }
  return placed === voxels ? found : null;
}

/**
 * Labels of a NIfTI, NRRD or MetaImage mask whose voxels are pixels of one series on this device, flipped or not: what values
 * and things are see `maskLabels`.
 */
export async function readLabelVolume(
  kind: VolumeKind,
  bytes: Uint8Array,
  context: LabelContext,
): Promise<FoundLabels> {
  const volume = readMaskVolume(kind, bytes);
  if (!volume.image.affine) throw new LabelFileError("the file", "a place in the patient's space", "none");
  let voxels = 0;
  for (let at = 0; at < volume.mask.values.length; at++) voxels += volume.mask.values[at] ? 1 : 0;
  if (voxels === 0) throw new LabelFileError("the file", "a mask", "zeros only");
  const fits: FrameSpans[][] = [];
  for (const series of (await context.series?.()) ?? []) {
    const frames = await ontoSeries(series, volume, voxels, context);
    if (frames) fits.push(frames);
  }
  const [frames] = fits;
  if (!frames || fits.length > 1)
    throw new LabelFileError(
      "the file",
      "one series on this device whose pixels are its voxels",
      frames ? `${fits.length} of them` : "none",
    );
  return { labels: await maskLabels(frames, await sha256Hex(bytes), context), answers: [] };
}
