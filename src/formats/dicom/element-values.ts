import type { DicomDataset, DicomElement } from "./read-dataset.ts";

/** ASCII of an element without padding; bytes above 127 become `?` (codes, numbers and UIDs need no more). */
export function asciiOf(dataset: DicomDataset, tag: number): string {
  const element = dataset.elements.get(tag);
  if (!element) return "";
  let end = element.offset + element.length;
  const { bytes } = dataset;
  while (end > element.offset && (bytes[end - 1] === 0 || bytes[end - 1] === 0x20)) end--;
  let text = "";
  for (let at = element.offset; at < end; at++) {
    const byte = bytes[at] ?? 0;
    text += byte < 128 ? String.fromCharCode(byte) : "?";
  }
  return text.trim();
}

/** The values of a text element, split at backslashes; empty when absent. */
export function asciiValuesOf(dataset: DicomDataset, tag: number): string[] {
  const text = asciiOf(dataset, tag);
  return text === "" ? [] : text.split("\\").map((value) => value.trim());
}

const view = (dataset: DicomDataset) =>
  new DataView(dataset.bytes.buffer, dataset.bytes.byteOffset, dataset.bytes.byteLength);

function binary(dataset: DicomDataset, element: DicomElement): number[] | null {
  const { offset, length } = element;
  const data = view(dataset);
  const little = dataset.littleEndian;
  const many = (size: number, get: (at: number) => number) =>
    Array.from({ length: Math.floor(length / size) }, (_, index) => get(offset + index * size));
  switch (element.vr) {
    case "US":
    case "AT":
    case "OW":
      return many(2, (at) => data.getUint16(at, little));
    case "SS":
      return many(2, (at) => data.getInt16(at, little));
    case "UL":
    case "OL":
      return many(4, (at) => data.getUint32(at, little));
    case "SL":
      return many(4, (at) => data.getInt32(at, little));
    case "FL":
    case "OF":
      return many(4, (at) => data.getFloat32(at, little));
    case "FD":
    case "OD":
      return many(8, (at) => data.getFloat64(at, little));
    case "OV":
    case "UV":
      return many(8, (at) => Number(data.getBigUint64(at, little)));
    default:
      return null;
  }
}

/** Numbers of a text element (DS, IS): what is no number is left out. */
export function decimalsOf(dataset: DicomDataset, tag: number): number[] {
  const element = dataset.elements.get(tag);
  if (!element) return [];
  if (element.vr === "FD" || element.vr === "FL") return binary(dataset, element) ?? [];
  return asciiValuesOf(dataset, tag)
    .filter((text) => text !== "")
    .map(Number)
    .filter(Number.isFinite);
}

/** Numbers of a binary element; `implicit` names the VR that implicit files leave out. */
export function numbersOf(
  dataset: DicomDataset,
  tag: number,
  implicit: "US" | "SS" | "UL" | "SL" | "FD" | "OV",
): number[] {
  const element = dataset.elements.get(tag);
  if (!element) return [];
  const known = element.vr === "UN" ? { ...element, vr: implicit } : element;
  // Some writers give numbers as text (IS for US).
  return binary(dataset, known) ?? decimalsOf(dataset, tag);
}

/** The first number of a binary element, or undefined. */
export function numberOf(
  dataset: DicomDataset,
  tag: number,
  implicit: "US" | "SS" | "UL" | "SL" = "US",
): number | undefined {
  return numbersOf(dataset, tag, implicit)[0];
}
