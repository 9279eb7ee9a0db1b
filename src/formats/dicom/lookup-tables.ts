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

/** Expands segmented palette data (PS3.3 C.7.9.2): discrete, linear and indirect segments, all fields as wide as an entry. */
export function expandSegments(words: readonly number[], count: number, wordBytes: 1 | 2 = 2): number[] {
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
        const fields = 4 / wordBytes;
        const offset = words
          .slice(at + 2, at + 2 + fields)
          .reduce((sum, field, i) => sum + field * 2 ** (8 * wordBytes * i), 0);
        run(offset / wordBytes, length, 1);
        at += 2 + fields;
      } else return;
    }
  };
  run(0, Number.POSITIVE_INFINITY, 0);
  return table.slice(0, count);
}

/** The words of a segmented table, or its bytes where the entries have 8 bits and make a whole table that way (PS3.3 C.7.9.2). */
function segmentedTable(dataset: DicomDataset, tag: number, bits: number, count: number): number[] {
  const element = dataset.elements.get(tag);
  if (!element) return [];
  const words = expandSegments(entriesOf(dataset, tag, 65_536, 16), count);
  if (bits > 8) return words;
  const bytes = [...dataset.bytes.subarray(element.offset, element.offset + element.length)];
  const byBytes = expandSegments(bytes, count, 1);
  return byBytes.length === count ? byBytes : words;
}

/** Red, green and blue tables scaled to 8 bits (PS3.3 C.7.6.3.1.5–6); undefined when the file has none. */
export function paletteOf(dataset: DicomDataset): Palette | undefined {
  const [entries, first] = numbersOf(dataset, dicomTag.redDescriptor, "US");
  if (entries === undefined || first === undefined) return undefined;
  const count = entries === 0 ? 65_536 : entries & 0xffff;
  const wordsOf = (descriptor: number, data: number, segments: number): number[] => {
    const bits = numbersOf(dataset, descriptor, "US")[2] ?? 16;
    const plain = entriesOf(dataset, data, count, bits);
    return plain.length > 0 ? plain : segmentedTable(dataset, segments, bits, count);
  };
  const tables = [
    wordsOf(dicomTag.redDescriptor, dicomTag.redData, dicomTag.redSegments),
    wordsOf(dicomTag.greenDescriptor, dicomTag.greenData, dicomTag.greenSegments),
    wordsOf(dicomTag.blueDescriptor, dicomTag.blueData, dicomTag.blueSegments),
  ];
  if (tables.some((table) => table.length === 0)) return undefined;
  // Files say 16 bits and store 8: what never passes 255 is 8 bits (seen in the field). One colour may stay dark in a table of
  // 16 bits, so the three are asked together: their descriptors must agree (PS3.3 C.7.6.3.1.5).
  const wide = tables.some((table) => table.some((word) => word > 255));
  const [red = [], green = [], blue = []] = tables.map((table) =>
    table.map((word) => (wide ? word >> 8 : word)),
  );
  return { firstInput: signed16(first) < 0 ? signed16(first) : first, red, green, blue };
}
