import type { PatientId } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import type { ImportSession } from "./import-file.ts";
import { RefusedError } from "./refused-file.ts";
import type { CleanedImage } from "./stored-image.ts";

export async function cleanTiff(
  _bytes: Uint8Array<ArrayBuffer>,
  _sourceHmac: string,
  _named: PatientId | null,
  _context: ImportContext,
  _session: ImportSession,
): Promise<{ readonly image: CleanedImage; readonly chunks: readonly ArrayBuffer[] }> {
  throw new RefusedError("unsupported-pixels");
}
