import { memorySource } from "../byte-source.ts";
import { type DicomDataset, itemsOf } from "./read-dataset.ts";
import { readDicom } from "./read-dicom.ts";

const isPadding = (byte: number | undefined) => byte === 0 || byte === 0x20;

/** The value of an element without what pads it to an even length (PS3.5 6.2). */
function bareValue(dataset: DicomDataset, tag: number): Uint8Array {
  const element = dataset.elements.get(tag);
  if (!element) return new Uint8Array();
  let end = element.offset + element.length;
  while (end > element.offset && isPadding(dataset.bytes[end - 1])) end--;
  return dataset.bytes.subarray(element.offset, end);
}

/** Whether two pieces hold the same bytes. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

/** The first tag at which `found` lacks or changes what `mine` says; null when all of it is there. */
function differsAt(mine: DicomDataset, found: DicomDataset): number | null {
  for (const [tag, element] of mine.elements) {
    // Group lengths are how a file is written, not what it says.
    if (tag % 0x10000 === 0) continue;
    const other = found.elements.get(tag);
    if (!other) return tag;
    if (element.vr === "SQ") {
      const [ours, theirs] = [itemsOf(mine, tag), itemsOf(found, tag)];
      if (ours.length !== theirs.length) return tag;
      for (const [index, item] of ours.entries()) {
        const there = theirs[index];
        if (!there || differsAt(item, there) !== null) return tag;
      }
      continue;
    }
    if (!sameBytes(bareValue(mine, tag), bareValue(found, tag))) return tag;
  }
  return null;
}

/**
 * Whether a hub gives back what was sent: every element of ours with its value, in every item, and the pixels. Group 2, lengths, padding and
 * what a hub adds do not count (sync 3.3). Pixels that a hub compressed otherwise cannot be compared, and do not count either. `found`
 * that is no DICOM file is other content.
 */
export async function sameContent(mine: Uint8Array, found: Uint8Array): Promise<boolean> {
  const ours = await readDicom(memorySource(mine));
  let theirs: typeof ours;
  try {
    theirs = await readDicom(memorySource(found));
  } catch {
    return false;
  }
  if (differsAt(ours.dataset, theirs.dataset) !== null) return false;
  const [a, b] = [ours.pixels, theirs.pixels];
  if (!a || !b) return !a && !b;
  const packed = a.undefinedLength || b.undefinedLength;
  if (packed && ours.syntax.uid !== theirs.syntax.uid) return true;
  const tail = ({ source }: typeof ours, { offset, length }: typeof a) =>
    source.read(offset, packed ? source.lengthBytes - offset : length);
  return sameBytes(await tail(ours, a), await tail(theirs, b));
}
