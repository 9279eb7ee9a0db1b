import type { DecodedFrame } from "../../domain/calls/pixels-calls.ts";
import { sha256Hex } from "./sha256-hex.ts";

/** Whether every pixel is the same: black ends of cines and empty slices would join patients who share nothing. */
function isBlank({ pixels, samples }: DecodedFrame): boolean {
  for (let index = samples; index < pixels.length; index++)
    if (pixels[index] !== pixels[index % samples]) return false;
  return true;
}

/** SHA-256 of the decoded samples and their shape; empty for a blank frame (export-and-workflow 3.8.1). */
export async function frameDigest(frame: DecodedFrame): Promise<string> {
  if (isBlank(frame)) return "";
  const { columns, rows, samples, type, pixels } = frame;
  const shape = new TextEncoder().encode(`${columns} ${rows} ${samples} ${type}\n`);
  const bytes = new Uint8Array(shape.length + pixels.byteLength);
  bytes.set(shape);
  bytes.set(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength), shape.length);
  return sha256Hex(bytes);
}
