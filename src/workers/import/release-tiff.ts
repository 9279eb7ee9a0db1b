import type { BlankBox } from "../../domain/deid/plan.ts";
import type { ImportContext } from "./import-context.ts";
import { RefusedError } from "./refused-file.ts";
import type { Released } from "./release-held.ts";
import type { CleanedImage } from "./stored-image.ts";

export async function releaseTiff(
  _held: CleanedImage,
  _bytes: Uint8Array<ArrayBuffer>,
  _boxes: readonly BlankBox[],
  _reviewer: string,
  _context: ImportContext,
): Promise<Released> {
  throw new RefusedError("unsupported-pixels");
}
