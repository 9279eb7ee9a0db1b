import { factsAt } from "../../../domain/facts-at.ts";
import type { LabelSchema } from "../../../domain/label-schema.ts";
import type { SampleType } from "../../../domain/samples.ts";
import type { DatasetImage, DatasetReader } from "../dataset.ts";
import { framePicture } from "../frame-picture.ts";
import type { VolumePlan } from "./plan-volumes.ts";

/** The bytes of typed samples; every machine this runs on is little endian. */
const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView<ArrayBuffer>) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** The samples of one image as its volume holds them. */
export async function imageSlice(
  plan: VolumePlan,
  image: DatasetImage,
  reader: DatasetReader,
): Promise<Uint8Array<ArrayBuffer>> {
  const frame = await reader.frame(image);
  const facts = factsAt(image.instance.facts, image.frame - 1);
  if (plan.mode === "rgb") {
    const { picture } = framePicture(frame, image.instance.facts);
    if (picture.channels === 3) return Uint8Array.from(picture.samples);
    // One grey image among coloured ones.
    return Uint8Array.from({ length: picture.samples.length * 3 }, (_, at) => {
      const sample = picture.samples[Math.floor(at / 3)] ?? 0;
      return picture.bits === 16 ? sample >> 8 : sample;
    });
  }
  if (plan.mode === "stored") {
    if (frame.type !== plan.type) throw new Error("A frame has other samples than its image says");
    return bytesOf(frame.pixels);
  }
  const { modalityLut: table, slope, intercept } = facts;
  const last = (table?.values.length ?? 1) - 1;
  return bytesOf(
    Float32Array.from(frame.pixels, (stored) =>
      table
        ? (table.values[Math.min(last, Math.max(0, stored - table.firstInput))] ?? 0)
        : stored * slope + intercept,
    ),
  );
}

/** The smallest type of whole numbers that holds `most`. */
export const labelType = (most: number): SampleType => (most < 256 ? "u8" : most < 65_536 ? "u16" : "i32");

const room = { u8: Uint8Array, u16: Uint16Array, i32: Int32Array } as const;

/** Numbers as little endian bytes of a label type. */
export const labelBytes = (values: Uint32Array, type: SampleType): Uint8Array<ArrayBuffer> =>
  bytesOf(type === "i32" ? new Int32Array(values) : room[type === "u16" ? "u16" : "u8"].from(values));

/** Classes and numbers of one slice; `overlaps`: how many pixels of each thing lie under or over another one. */
export interface LabelSlice {
  readonly classes: Uint32Array;
  readonly numbers: Uint32Array;
  readonly overlaps: ReadonlyMap<number, number>;
}

/** Where objects meet the higher class index wins, then the higher number. */
export async function labelSlice(
  plan: VolumePlan,
  image: DatasetImage,
  schema: LabelSchema,
  reader: DatasetReader,
): Promise<LabelSlice> {
  const { columns, rows } = image.instance.facts;
  const classes = new Uint32Array(columns * rows);
  const numbers = new Uint32Array(columns * rows);
  const layers = new Uint8Array(columns * rows);
  const overlaps = new Map<number, number>();
  const indices = new Map(schema.classes.map((item) => [item.id, item.index]));
  const own = plan.things.flatMap(({ objects }, at) =>
    objects.flatMap((object) => (object.image === image ? [{ object, number: at + 1 }] : [])),
  );
  const masks: { readonly number: number; readonly bits: Uint8Array }[] = [];
  for (const { object, number } of own) {
    const { bits } = await reader.mask(object);
    const index = indices.get(object.annotation.classId) ?? 0;
    masks.push({ number, bits });
    bits.forEach((bit, pixel) => {
      if (!bit) return;
      layers[pixel] = Math.min(2, (layers[pixel] ?? 0) + 1);
      // Numbers rise along this loop, so an equal class gives way to the later one.
      if (index < (classes[pixel] ?? 0)) return;
      classes[pixel] = index;
      numbers[pixel] = number;
    });
  }
  for (const { number, bits } of masks) {
    const shared = bits.reduce((sum, bit, pixel) => sum + (bit && layers[pixel] === 2 ? 1 : 0), 0);
    if (shared > 0) overlaps.set(number, shared);
  }
  return { classes, numbers, overlaps };
}
