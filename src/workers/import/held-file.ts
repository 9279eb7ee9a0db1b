import { heldBytes } from "../../storage/quarantine.ts";
import type { HeldRow } from "../../storage/quarantine-database.ts";
import { heldSource } from "./held-source.ts";
import type { ImportContext } from "./import-context.ts";
import { mostWhole, rangedAbove } from "./open-file.ts";
import { makeRangedFile } from "./ranged-file.ts";
import { RefusedError } from "./refused-file.ts";
import type { CleanedImage } from "./stored-image.ts";
import { makeWholeFile, type WorkFile } from "./work-file.ts";

const blankTooLarge = "blank-too-large";

/** Compressed pixels are blanked by writing them anew, which takes the whole image in memory. */
export const tooLargeToBlank = () => new RefusedError(blankTooLarge);

/** Whether a large image could not be blanked by range but can be in memory. */
export const mayBeBlankedWhole = (
  { lengthBytes }: HeldRow,
  context: ImportContext,
  reason: unknown,
): boolean =>
  lengthBytes <= mostWhole(context) && reason instanceof RefusedError && reason.code === blankTooLarge;

/**
 * The bytes of a held image, decrypted: by range where it is large, unless it is asked for as a whole.
 * Throws RefusedError `truncated` where a part is missing.
 */
export async function heldFile(
  context: ImportContext,
  row: HeldRow,
  held: CleanedImage,
  asked: "ranged" | "whole",
): Promise<WorkFile> {
  const { lengthBytes } = row;
  const whole = held.instance.format === "raw" || asked === "whole";
  if (lengthBytes > rangedAbove(context) && !whole)
    return makeRangedFile(await heldSource(context, row, held), context.pipelines, context);
  const { quarantine } = await context.keys();
  const bytes = await heldBytes(context.quarantine, quarantine, row);
  if (!bytes) throw new RefusedError("truncated");
  return makeWholeFile(bytes, context.pipelines);
}
