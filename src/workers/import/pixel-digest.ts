import type { ElementIndex } from "../../domain/deid/element-index.ts";
import { hmacHex } from "./digests.ts";
import type { WorkFile } from "./work-file.ts";

const paths = ["7FE00010", "7FE00008", "7FE00009"];

/** Whether an element holds the pixels of an image. */
export const isPixelPath = (path: string): boolean => paths.includes(path);

/** 32 hex characters: keyed digest of the stored pixel bytes, of the fragments without their table where they are encapsulated. */
export async function pixelDigest(key: CryptoKey, index: ElementIndex, file: WorkFile): Promise<string> {
  const entry = index.elements.find((element) => isPixelPath(element.path));
  if (!entry) return (await hmacHex(key, "no pixels")).slice(0, 32);
  const native = { offset: entry.valueAt, length: entry.valueLen };
  const ranges =
    index.fragments.length === 0
      ? [native]
      : index.fragments.map(({ at, len }) => ({ offset: at, length: len }));
  return (await hmacHex(key, await file.sha256(ranges))).slice(0, 32);
}
