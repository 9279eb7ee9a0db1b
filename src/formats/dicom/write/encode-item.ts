import { strToU8 } from "fflate";
import type { Breath } from "../../../domain/cancel.ts";
import { joinBytes } from "../../join-bytes.ts";
import { decimalString } from "./decimal-string.ts";
import type { DicomItem, ItemValue } from "./dicom-item.ts";
import { type Keyword, keywords } from "./keywords.ts";

const longVrs = new Set(["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "UC", "UN", "UR", "UT"]);

/** Bytes of one number, and how it is put there. */
const binary: Readonly<
  Record<string, readonly [number, (view: DataView, at: number, value: number) => void]>
> = {
  US: [2, (view, at, value) => view.setUint16(at, value, true)],
  SS: [2, (view, at, value) => view.setInt16(at, value, true)],
  UL: [4, (view, at, value) => view.setUint32(at, value, true)],
  FL: [4, (view, at, value) => view.setFloat32(at, value, true)],
  FD: [8, (view, at, value) => view.setFloat64(at, value, true)],
  // A tag is two words, group first (PS3.5 7.1.1).
  AT: [
    4,
    (view, at, value) => {
      view.setUint16(at, value >>> 16, true);
      view.setUint16(at + 2, value & 0xffff, true);
    },
  ],
};

const isItems = (value: ItemValue): value is readonly DicomItem[] =>
  Array.isArray(value) && typeof value[0] === "object";

const listOf = (value: string | number | readonly string[] | readonly number[]) =>
  typeof value === "object" ? value : [value];

function textOf(vr: string, value: string | number): string {
  if (typeof value === "string") return value;
  return vr === "IS" ? String(Math.trunc(value)) : decimalString(value);
}

/** The value's bytes in pieces, of even length together: UIDs and bytes are filled up with a zero, text with a space (PS3.5 6.2). */
function valueParts(vr: string, value: ItemValue): readonly Uint8Array[] {
  if (value instanceof Uint8Array) return value.length % 2 ? [value, new Uint8Array(1)] : [value];
  if (vr === "SQ") {
    if (!Array.isArray(value) || (value.length > 0 && !isItems(value)))
      throw new TypeError("A sequence needs items.");
    return (value as readonly DicomItem[]).flatMap((item) => {
      const { encoded = joinBytes(itemParts(item)) } = item;
      return [header(0xfffee000, "", encoded.length), encoded];
    });
  }
  if (isItems(value)) throw new TypeError(`An attribute of type ${vr} holds no items.`);
  const list = listOf(value);
  const number = binary[vr];
  if (number) {
    const [size, put] = number;
    const bytes = new Uint8Array(size * list.length);
    const view = new DataView(bytes.buffer);
    list.forEach((one, index) => {
      if (typeof one !== "number") throw new TypeError(`An attribute of type ${vr} holds numbers.`);
      put(view, index * size, one);
    });
    return [bytes];
  }
  const text = strToU8(list.map((one) => textOf(vr, one)).join("\\"));
  return text.length % 2 ? [text, new Uint8Array([vr === "UI" ? 0 : 0x20])] : [text];
}

/** Bytes of all parts together. */
export const sizeOf = (parts: readonly Uint8Array[]): number =>
  parts.reduce((sum, part) => sum + part.length, 0);

/** Tag, VR and length of an element; of an item where `vr` is empty. A value too long for its VR throws: nothing is cut. */
function header(tag: number, vr: string, length: number): Uint8Array {
  const long = longVrs.has(vr);
  const bytes = new Uint8Array(long ? 12 : 8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, tag >>> 16, true);
  view.setUint16(2, tag & 0xffff, true);
  if (vr === "" || long) view.setUint32(long ? 8 : 4, length, true);
  else if (length > 0xfffe) throw new RangeError(`${length} bytes are too many for a value of type ${vr}.`);
  else view.setUint16(6, length, true);
  if (vr !== "") bytes.set([vr.charCodeAt(0), vr.charCodeAt(1)], 4);
  return bytes;
}

/** An item of a sequence as its bytes alone: ten thousand of them as records and pieces are gigabytes. */
export const encodedItem = (item: DicomItem): DicomItem => ({ encoded: joinBytes(itemParts(item)) });

/** The items of a long sequence as their bytes, one after the other, with a breath between. */
export async function encodedItems<T>(
  list: readonly T[],
  itemOf: (one: T, index: number) => DicomItem,
  breathe: Breath,
): Promise<DicomItem[]> {
  const items: DicomItem[] = [];
  for (const [index, one] of list.entries()) {
    await breathe();
    items.push(encodedItem(itemOf(one, index)));
  }
  return items;
}

/** A data set in Explicit VR Little Endian (PS3.5 7.1.2) in pieces, its elements in the order of their tags. */
export function itemParts(item: DicomItem): readonly Uint8Array[] {
  const names = (Object.keys(item) as Keyword[]).sort((a, b) => keywords[a][0] - keywords[b][0]);
  return names.flatMap((name) => {
    const value = item[name];
    if (value === undefined) return [];
    const [tag, vr] = keywords[name];
    const parts = valueParts(vr, value);
    return [header(tag, vr, sizeOf(parts)), ...parts];
  });
}
