import { type StackStructure, spacingOf } from "./stack-structure.ts";
import { xmlTags } from "./xml-tags.ts";

type Attributes = ReadonlyMap<string, string>;

/** Millimetres of the units of length that occur; micrometres with both signs that are written for them. */
const mmOf: ReadonlyMap<string, number> = new Map([
  ["nm", 1e-6],
  ["um", 1e-3],
  ["\u00b5m", 1e-3],
  ["\u03bcm", 1e-3],
  // Their bytes in UTF-8, one character each, as texts of tags are read here.
  ["\u00c2\u00b5m", 1e-3],
  ["\u00ce\u00bcm", 1e-3],
  ["mm", 1],
  ["cm", 10],
  ["m", 1000],
]);

/** A count, 0 where it is none. */
const whole = (value: string | undefined, otherwise: number) =>
  /^\d{1,9}$/.test(value ?? `${otherwise}`) ? Number(value ?? otherwise) : 0;

/** Whether the pages that a text names one by one lie where counting in order finds them (OME schema, `TiffData`). */
function inOrder(order: string, sizes: ReadonlyMap<string, number>, blocks: readonly Attributes[]): boolean {
  return blocks.every((block) => {
    let plane = 0;
    let step = 1;
    for (const axis of order) {
      plane += whole(block.get(`First${axis}`), 0) * step;
      step *= sizes.get(axis) ?? 1;
    }
    return whole(block.get("IFD"), 0) === plane;
  });
}

function sizeMm(pixels: Attributes, axis: "X" | "Y"): number {
  const value = pixels.get(`PhysicalSize${axis}`) ?? "";
  const mm = mmOf.get(pixels.get(`PhysicalSize${axis}Unit`) ?? "um");
  return mm === undefined || !/^[\d.eE+-]{1,30}$/.test(value) ? Number.NaN : Number(value) * mm;
}

/**
 * What an OME-XML description says of a file that holds one image (OME schema 2016-06, `Pixels`): sizes, order of the pages, size
 * of a pixel (micrometres where no unit is named). The order is null where the text places pages otherwise, or in other files.
 * Null where the text is another or holds several images.
 */
export function omeStructure(text: string): StackStructure | null {
  const tags = xmlTags(text, ["Pixels", "Channel", "TiffData"]);
  const of = (name: string) => tags.filter((tag) => tag.name === name).map((tag) => tag.attributes);
  const [pixels, ...others] = of("Pixels");
  if (!pixels || others.length > 0) return null;
  // A page of colours holds several channels.
  const perPage = new Set(of("Channel").map((channel) => whole(channel.get("SamplesPerPixel"), 1)));
  const samples = [...perPage][0] ?? 1;
  const channels = perPage.size > 1 ? 0 : whole(pixels.get("SizeC"), 0) / samples;
  const slices = whole(pixels.get("SizeZ"), 0);
  const times = whole(pixels.get("SizeT"), 0);
  const sizes = new Map([
    ["C", channels],
    ["Z", slices],
    ["T", times],
  ]);
  const order = /^XY([CZT]{3})$/.exec(pixels.get("DimensionOrder") ?? "")?.[1] ?? "";
  const blocks = of("TiffData");
  const counted = samples === 1 || blocks.every((block) => whole(block.get("FirstC"), 0) === 0);
  const sure = new Set(order).size === 3 && counted && inOrder(order, sizes, blocks);
  const spacingMm = spacingOf(sizeMm(pixels, "Y"), sizeMm(pixels, "X"));
  return { channels, slices, times, order: sure ? order : null, spacingMm };
}
