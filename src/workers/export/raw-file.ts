import type { SampleArray } from "../../domain/samples.ts";
import { sampleBytes } from "../../domain/samples.ts";
import type { Instance } from "../../domain/study.ts";
import { samplesFromLittleEndian } from "../../formats/dicom/sample-arrays.ts";
import { readNifti } from "../../formats/nifti/read-nifti.ts";
import { type NiftiVolume, niftiLoss, writeNifti } from "../../formats/nifti/write-nifti.ts";
import { readPng } from "../../formats/png/read-png.ts";
import { writePng } from "../../formats/png/write-png.ts";
import type { VolumeAffine } from "../../formats/raw/raw-image.ts";

/** A file of a raw instance: a picture without a place in space is a PNG, all else a NIfTI. */
export const rawExtension = ({ facts, sliceStepMm }: Instance): "png" | "nii.gz" => {
  const plain = (facts.type === "u8" || facts.type === "u16") && facts.slope === 1 && facts.intercept === 0;
  return facts.frames === 1 && !sliceStepMm && !facts.spacingMm && plain ? "png" : "nii.gz";
};

/** The grid of an instance, from its first plane and its step. */
function affineOf({ facts, planes, sliceStepMm }: Instance): VolumeAffine | null {
  const [first] = planes;
  const [down, across] = facts.spacingMm ?? [];
  if (!first || !sliceStepMm || !down || !across) return null;
  const [rx, ry, rz, cx, cy, cz] = first.orientation;
  return {
    i: [rx * across, ry * across, rz * across],
    j: [cx * down, cy * down, cz * down],
    k: sliceStepMm,
    origin: first.positionMm,
  };
}

function volumeOf(instance: Instance, bytes: Uint8Array): NiftiVolume {
  const { facts, stacks = [] } = instance;
  const count = Math.max(1, new Set(stacks).size);
  return {
    columns: facts.columns,
    rows: facts.rows,
    slices: facts.frames / count,
    stacks: count,
    samples: facts.samples === 1 ? 1 : 3,
    type: facts.type,
    slope: facts.slope,
    intercept: facts.intercept,
    affine: affineOf(instance),
    spacingMm: facts.spacingMm ?? null,
    bytes,
  };
}

/** Why a raw instance cannot be written, in words, or null. */
export const rawLoss = (instance: Instance) =>
  rawExtension(instance) === "png" ? null : niftiLoss(volumeOf(instance, new Uint8Array(0)));

/** The stored samples as a file that other tools open; no text in it. */
export function rawFile(instance: Instance, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (rawExtension(instance) !== "png") return writeNifti(volumeOf(instance, bytes));
  const { columns, rows, samples, type } = instance.facts;
  const pixels: SampleArray = samplesFromLittleEndian(type, bytes, bytes.length / sampleBytes[type]);
  return writePng({
    columns,
    rows,
    channels: samples === 1 ? 1 : 3,
    bits: pixels instanceof Uint16Array ? 16 : 8,
    samples: pixels instanceof Uint16Array ? pixels : new Uint8Array(pixels.buffer),
  });
}

/** The first thing in which a written file differs from the store, in words, or null. Reads with the import's own reader. */
export function rawDifference(instance: Instance, bytes: Uint8Array, file: Uint8Array): string | null {
  if (rawExtension(instance) === "png") {
    const { columns, rows, samples } = readPng(file);
    const found = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
    if (columns !== instance.facts.columns || rows !== instance.facts.rows) return `${columns} × ${rows}`;
    return sameBytes(bytes, found) ? null : "other samples";
  }
  const read = readNifti(file);
  if (read.type !== instance.facts.type || !sameBytes(bytes, read.bytes)) return "other samples";
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1, Math.abs(b));
  if (!near(read.slope, instance.facts.slope) || !near(read.intercept, instance.facts.intercept))
    return "another slope or intercept";
  const { planes } = instance;
  if ((read.affine === null) !== (planes.length === 0)) return "another place";
  if (!read.affine) return null;
  const { k, origin } = read.affine;
  for (let slice = 0; slice < read.slices; slice++) {
    const wish = planes[slice]?.positionMm ?? [];
    // Header numbers are 32-bit floats: a tenth of a micrometre in a metre.
    if (
      origin.some((at, axis) => !(Math.abs(at + slice * (k[axis] ?? 0) - (wish[axis] ?? Number.NaN)) <= 1e-3))
    )
      return `another place of slice ${slice + 1}`;
  }
  const directions = [read.affine.i, read.affine.j].flatMap((axis) => {
    const length = Math.hypot(...axis);
    return axis.map((value) => value / length);
  });
  const wish = planes[0]?.orientation ?? [];
  return directions.every((value, index) => Math.abs(value - (wish[index] ?? Number.NaN)) <= 1e-5)
    ? null
    : "other directions";
}

const sameBytes = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);
