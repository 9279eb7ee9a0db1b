import { canonicalJson } from "../../../domain/canonical-json.ts";
import { factsAt } from "../../../domain/facts-at.ts";
import { type EmptyMember, type NiftiStream, streamNifti } from "../../../formats/nifti/stream-nifti.ts";
import type { CheckList, Difference } from "../check-list.ts";
import type { Dataset, DatasetImage, DatasetReader } from "../dataset.ts";
import type { DatasetSink } from "../sink.ts";
import type { VolumePlan } from "./plan-volumes.ts";
import type { VolumeOutcome } from "./write-volumes.ts";

/** The samples of a slice by its datatype code (nifti1.h). Little endian, as every machine with a browser is. */
function samplesOf(bytes: Uint8Array<ArrayBuffer>, datatype: number): ArrayLike<number> {
  const { buffer } = bytes;
  if (datatype === 2 || datatype === 128) return bytes;
  if (datatype === 256) return new Int8Array(buffer);
  if (datatype === 4) return new Int16Array(buffer);
  if (datatype === 512) return new Uint16Array(buffer);
  if (datatype === 8) return new Int32Array(buffer);
  if (datatype === 768) return new Uint32Array(buffer);
  return datatype === 16 ? new Float32Array(buffer) : new Float64Array(buffer);
}

/** Whether the grid of a file lays every slice where its image lies, to 1e-4 mm at both ends; in words what is wrong. */
function gridWrong(plan: VolumePlan, { header, affine }: NiftiStream): string | null {
  const [first] = plan.frames;
  const [, columns, rows, slices] = header.dim;
  if (!first) return "no images";
  const { facts, planes } = first.instance;
  if (columns !== facts.columns || rows !== facts.rows || slices !== plan.frames.length)
    return `${columns} × ${rows} × ${slices} voxels`;
  const { spacingMm } = factsAt(facts, first.frame - 1);
  if (planes.length === 0 || !spacingMm) return affine ? "a place where none is known" : null;
  if (!affine || header.sformCode !== 1) return "no place";
  for (const [slice, image] of plan.frames.entries()) {
    const plane = image.instance.planes[image.frame - 1];
    if (!plane) return "a place where none is known";
    for (const axis of [0, 1, 2] as const) {
      const at = affine.origin[axis] + slice * affine.k[axis];
      // Slices between the ends may stray by 2 % of their step; header numbers are 32-bit floats.
      const end = slice === 0 || slice === plan.frames.length - 1;
      const stray = end ? 1e-4 : Math.max(0.01, 0.02 * Math.hypot(...affine.k));
      const slack = stray + 1e-6 * Math.abs(at);
      if (Math.abs(at - plane.positionMm[axis]) > slack) return `slice ${slice + 1} at ${at} mm`;
      const across = plane.orientation[axis] * spacingMm[1];
      const down = plane.orientation[(axis + 3) as 3 | 4 | 5] * spacingMm[0];
      if (Math.abs(affine.i[axis] - across) > 2e-3 || Math.abs(affine.j[axis] - down) > 2e-3)
        return "other directions or pixel sizes";
    }
  }
  return shearWrong(header);
}

/** A quaternion beside a sheared grid would be a wrong geometry without an error. */
function shearWrong({ qformCode, srow }: NiftiStream["header"]): string | null {
  const axis = (at: number) => [srow[at] ?? 0, srow[at + 4] ?? 0, srow[at + 8] ?? 0] as const;
  const [i, , k] = [axis(0), axis(1), axis(2)];
  const dot = i.reduce((sum, value, at) => sum + value * (k[at] ?? 0), 0);
  const j = axis(1).reduce((sum, value, at) => sum + value * (k[at] ?? 0), 0);
  const lean =
    Math.max(Math.abs(dot) / Math.hypot(...i), Math.abs(j) / Math.hypot(...axis(1))) / Math.hypot(...k);
  return lean > 2e-4 && qformCode !== 0 ? "a quaternion of a sheared grid" : null;
}

/** Whether stored values become units by the scale of the file as by that of each image; in words what is wrong. */
function scaleWrong(plan: VolumePlan, { slope, intercept }: NiftiStream["header"]): string | null {
  if (plan.mode === "rgb") return null;
  const near = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.max(1e-9, Math.abs(b));
  for (const { instance, frame } of plan.frames) {
    const facts = factsAt(instance.facts, frame - 1);
    const wish = plan.mode === "stored" ? facts : { slope: 1, intercept: 0 };
    if (!near(slope, wish.slope) || !near(intercept, wish.intercept))
      return `the scale ${slope}, ${intercept}`;
  }
  return null;
}

/** What a voxel of the image must be, as stored or in units, from the decoded frame alone. */
async function expectedVoxels(
  plan: VolumePlan,
  image: DatasetImage,
  reader: DatasetReader,
): Promise<(index: number) => number> {
  const frame = await reader.frame(image);
  const facts = factsAt(image.instance.facts, image.frame - 1);
  const { modalityLut, palette } = facts;
  if (plan.mode === "rgb") {
    const shift = frame.type === "u16" ? 256 : 1;
    return (index) => {
      const [pixel, band] = [Math.floor(index / 3), index % 3];
      if (facts.color === "palette" && palette) {
        const table = [palette.red, palette.green, palette.blue][band] ?? [];
        const entry = (frame.pixels[pixel] ?? 0) - palette.firstInput;
        return table[Math.max(0, Math.min(table.length - 1, entry))] ?? 0;
      }
      const value = frame.pixels[pixel * frame.samples + (frame.samples === 1 ? 0 : band)] ?? 0;
      return Math.floor(value / shift);
    };
  }
  if (plan.mode === "stored") return (index) => frame.pixels[index] ?? 0;
  return (index) => {
    const stored = frame.pixels[index] ?? 0;
    if (!modalityLut) return facts.intercept + facts.slope * stored;
    const entry = Math.max(0, Math.min(modalityLut.values.length - 1, stored - modalityLut.firstInput));
    return modalityLut.values[entry] ?? 0;
  };
}

/** What each voxel of a slice should be; null: zero, all of them. */
type Expect = (image: DatasetImage) => Promise<((index: number) => number) | null> | null;

/** Whether nothing but zeros lies in a slice, four bytes at a time. */
function isEmpty(bytes: Uint8Array<ArrayBuffer>): boolean {
  const words = new Int32Array(bytes.buffer, 0, bytes.length >> 2);
  for (let at = 0; at < words.length; at++) if (words[at] !== 0) return false;
  for (let at = words.length * 4; at < bytes.length; at++) if (bytes[at] !== 0) return false;
  return true;
}

/** Every voxel of a file against what is expected of its slice; `relative`: how far it may be off, of its value. */
async function voxelsWrong(
  plan: VolumePlan,
  stream: NiftiStream,
  expect: Expect,
  relative: number,
): Promise<string | null> {
  const { datatype } = stream.header;
  const { columns, rows } = plan.stack;
  const count = columns * rows * (datatype === 128 ? 3 : 1);
  let slice = 0;
  for (const bytes of stream.sparseSlices()) {
    const image = plan.frames[slice++];
    if (!image) return "a slice too many";
    const asked = expect(image);
    const expected = asked && (await asked);
    if (!expected && (!bytes || isEmpty(bytes))) continue;
    const wish = expected ?? (() => 0);
    // Zeros that were seen before are no array.
    const samples = bytes ? samplesOf(bytes, datatype) : new Uint8Array(count);
    for (let index = 0; index < count; index++) {
      const [value, found] = [wish(index), samples[index] ?? Number.NaN];
      if (Math.abs(found - value) <= relative * Math.abs(value)) continue;
      if (Number.isNaN(found) && Number.isNaN(value)) continue;
      const pixel = datatype === 128 ? Math.floor(index / 3) : index;
      return `${found} for ${value} at voxel ${pixel % columns}, ${Math.floor(pixel / columns)}, ${slice - 1}`;
    }
  }
  return slice === plan.frames.length ? null : `${slice} slices`;
}

/** Paints the objects of a slice from the lowest class to the highest, the later over the earlier. */
function painted(
  dataset: Dataset,
  plan: VolumePlan,
  reader: DatasetReader,
  what: "class" | "number",
): Expect {
  const indices = new Map(dataset.schema.classes.map((item) => [item.id, item.index]));
  const ranked = plan.things
    .flatMap(({ objects }, at) => objects.map((object) => ({ object, number: at + 1 })))
    .map((one) => ({ ...one, index: indices.get(one.object.annotation.classId) ?? 0 }))
    .sort((a, b) => a.index - b.index || a.number - b.number);
  return async (image) => {
    const values = new Uint32Array(plan.stack.columns * plan.stack.rows);
    for (const { object, number, index } of ranked) {
      if (object.image.instance !== image.instance || object.image.frame !== image.frame) continue;
      const { bits } = await reader.mask(object);
      bits.forEach((bit, pixel) => {
        if (bit) values[pixel] = what === "class" ? index : number;
      });
    }
    return (pixel) => values[pixel] ?? 0;
  };
}

async function compareVolume(
  dataset: Dataset,
  plan: VolumePlan,
  reader: DatasetReader,
  sink: DatasetSink,
  list: CheckList,
  step: () => void,
): Promise<void> {
  const check = (name: string, subject: string, found: string | null) => {
    const file = `${plan.folder}/${name}`;
    const difference: Difference | null = found ? { file, subject, expected: "what is stored", found } : null;
    list.written("nifti");
    list.compared("nifti", difference);
  };
  const known: EmptyMember[] = [];
  const volume = async (name: string, subject: string, expect: Expect, relative = 0) => {
    const stream = streamNifti(await sink.read(`${plan.folder}/${name}`), known);
    const each: Expect = (image) => {
      step();
      return expect(image);
    };
    check(name, subject, gridWrong(plan, stream) ?? (await voxelsWrong(plan, stream, each, relative)));
  };
  const series = plan.stack.seriesUid;
  const image = streamNifti(await sink.read(`${plan.folder}/image.nii.gz`));
  check("image.nii.gz", series, scaleWrong(plan, image.header));
  // Units are 32-bit floats.
  const slack = plan.mode === "units" ? 1e-7 : 0;
  await volume("image.nii.gz", series, (frame) => expectedVoxels(plan, frame, reader), slack);
  await volume("labels.nii.gz", series, painted(dataset, plan, reader, "class"));
  await volume("instances.nii.gz", series, painted(dataset, plan, reader, "number"));
  const file = `${plan.folder}/labels.json`;
  const listed = JSON.parse(new TextDecoder().decode(await sink.read(file))) as {
    instances: {
      value: number;
      instanceUid: string;
      class: string;
      slice: number;
      overlap: string | null;
      provenance: unknown;
      labels?: { instanceUid: string; slice: number; provenance: unknown }[];
    }[];
  };
  for (const [at, { uid, objects }] of plan.things.entries()) {
    const item = listed.instances[at];
    const told = item?.labels ?? (item ? [item] : []);
    const same =
      item?.value === at + 1 &&
      item.instanceUid === uid &&
      item.class === objects[0].annotation.classId &&
      told.length === objects.length &&
      objects.every(({ annotation: { instanceUid, target, provenance } }) => {
        const own = objects.length > 1 ? told.find((one) => one.instanceUid === instanceUid) : item;
        const slice = plan.frames[own?.slice ?? -1];
        return (
          slice?.instance.sopUid === target.sop &&
          slice.frame === target.frame &&
          canonicalJson(own?.provenance ?? null) === canonicalJson(provenance)
        );
      });
    check("labels.json", uid, same ? null : `${canonicalJson(item ?? null).slice(0, 120)}`);
    if (!item?.overlap) continue;
    const byImage = new Map(objects.map((object) => [object.image, object]));
    await volume(item.overlap, uid, (image) => {
      const own = byImage.get(image);
      return own
        ? reader.mask(own).then(
            ({ bits }) =>
              (index: number) =>
                bits[index] ?? 0,
          )
        : null;
    });
  }
  if (listed.instances.length !== plan.things.length)
    check("labels.json", series, `${listed.instances.length} instances`);
}

/** Re-reads each volume slice by slice: place, every voxel, what each value means. */
export async function compareVolumes(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  { volumes }: VolumeOutcome,
  list: CheckList,
  step: () => void,
): Promise<void> {
  for (const plan of volumes) {
    await compareVolume(dataset, plan, reader, sink, list, step);
  }
}
