import type { LookupTable, Palette } from "../../domain/image-facts.ts";
import { dicomTag } from "./dicom-tags.ts";
import { numbersOf } from "./element-values.ts";
import { type DicomDataset, itemsOf } from "./read-dataset.ts";

const signed16 = (value: number) => (value << 16) >> 16;

/** Table entries: words, or bytes packed two to a word where the descriptor says 8 bits. */
function entriesOf(dataset: DicomDataset, tag: number, count: number, bits: number): number[] {
  const element = dataset.elements.get(tag);
  if (!element) return [];
  const asBytes = bits <= 8 && element.length <= count + 1;
  if (asBytes) return [...dataset.bytes.subarray(element.offset, element.offset + count)];
  const words = numbersOf({ ...dataset, elements: new Map([[tag, { ...element, vr: "US" }]]) }, tag, "US");
  return words.slice(0, count);
}

/** First item of a modality or VOI LUT sequence (PS3.3 C.11.1.1, C.11.2.1.1); `signedInput` when pixels are signed. */
export function lookupTableOf(
  dataset: DicomDataset,
  tag: number,
  signedInput: boolean,
): LookupTable | undefined {
  const item = itemsOf(dataset, tag)[0];
  if (!item) return undefined;
  const [entries, first, bits] = numbersOf(item, dicomTag.lutDescriptor, "US");
  if (entries === undefined || first === undefined || bits === undefined) return undefined;
  const values = entriesOf(item, dicomTag.lutData, entries === 0 ? 65_536 : entries & 0xffff, bits);
  if (values.length === 0) return undefined;
  // An explicit SS says itself that the first input is signed, whatever the pixels are.
  return { firstInput: signedInput || first < 0 ? signed16(first) : first, bits, values };
}

/** Expands segmented palette data (PS3.3 C.7.9.2): discrete, linear and indirect segments. */
export function expandSegments(words: readonly number[], count: number): number[] {
  const table: number[] = [];
  const run = (from: number, stopAfter: number, depth: number): void => {
    let at = from;
    for (let done = 0; done < stopAfter && at + 1 < words.length && table.length < count; done++) {
      const kind = words[at] ?? 0;
      const length = words[at + 1] ?? 0;
      if (kind === 0) {
        table.push(...words.slice(at + 2, at + 2 + length));
        at += 2 + length;
      } else if (kind === 1) {
        const start = table.at(-1) ?? 0;
        const end = words[at + 2] ?? 0;
        for (let step = 1; step <= length && table.length < count; step++) {
          table.push(Math.round(start + ((end - start) * step) / length));
        }
        at += 3;
      } else if (kind === 2 && depth === 0) {
        // An indirect segment repeats `length` segments that begin at a byte offset.
        const offset = ((words[at + 2] ?? 0) | ((words[at + 3] ?? 0) << 16)) >>> 0;
        run(offset / 2, length, 1);
        at += 4;
      } else return;
    }
  };
  run(0, Number.POSITIVE_INFINITY, 0);
  return table.slice(0, count);
}

/** Red, green and blue tables scaled to 8 bits (PS3.3 C.7.6.3.1.5–6); undefined when the file has none. */
export function paletteOf(dataset: DicomDataset): Palette | undefined {
  const [entries, first] = numbersOf(dataset, dicomTag.redDescriptor, "US");
  if (entries === undefined || first === undefined) return undefined;
  const count = entries === 0 ? 65_536 : entries & 0xffff;
  const channel = (descriptor: number, data: number, segments: number): number[] => {
    const bits = numbersOf(dataset, descriptor, "US")[2] ?? 16;
    const plain = entriesOf(dataset, data, count, bits);
    const words = plain.length > 0 ? plain : expandSegments(entriesOf(dataset, segments, 65_536, 16), count);
    // Files say 16 bits and store 8: what never passes 255 is 8 bits (seen in the field).
    const wide = words.some((word) => word > 255);
    return words.map((word) => (wide ? word >> 8 : word));
  };
  const red = channel(dicomTag.redDescriptor, dicomTag.redData, dicomTag.redSegments);
  const green = channel(dicomTag.greenDescriptor, dicomTag.greenData, dicomTag.greenSegments);
  const blue = channel(dicomTag.blueDescriptor, dicomTag.blueData, dicomTag.blueSegments);
  if (red.length === 0 || green.length === 0 || blue.length === 0) return undefined;
  return { firstInput: signed16(first) < 0 ? signed16(first) : first, red, green, blue };
}
