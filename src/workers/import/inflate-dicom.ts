import { inflateDataset } from "../../formats/dicom/inflate-dataset.ts";
import { walkDataset } from "../../formats/dicom/read-dataset.ts";

const deflated = "1.2.840.10008.1.2.1.99";
const transferSyntax = 0x00020010;

/** A file in Deflated Explicit VR (PS3.5 A.5) with its dataset inflated; any other file as it is. Errors: FormatError. */
export function inflateDicom(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (bytes.length < 140 || String.fromCharCode(...bytes.subarray(128, 132)) !== "DICM") return bytes;
  const meta = walkDataset(bytes, {
    start: 132,
    end: bytes.length,
    totalBytes: bytes.length,
    explicitVr: true,
    littleEndian: true,
    stopAt: (tag) => tag >>> 16 !== 2,
  });
  if ("needBytes" in meta) return bytes;
  const syntax = meta.elements.get(transferSyntax);
  if (!syntax) return bytes;
  const name = String.fromCharCode(...bytes.subarray(syntax.offset, syntax.offset + syntax.length)).replace(
    /[\0 ]+$/,
    "",
  );
  if (name !== deflated) return bytes;
  let end = 132;
  for (const element of meta.elements.values()) {
    if (element.tag >>> 16 === 2) end = Math.max(end, element.offset + element.length);
  }
  const dataset = inflateDataset(bytes.subarray(end), end);
  const whole = new Uint8Array(end + dataset.length);
  whole.set(bytes.subarray(0, end));
  whole.set(dataset, end);
  return whole;
}
