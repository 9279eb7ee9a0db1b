import type { ImageFacts } from "../image-facts.ts";
import type { Instance } from "../study.ts";

/** Why an image that was no DICOM file cannot be sent as a Secondary Capture and come back as it was; the words stand in ui/messages. */
export type CaptureObstacle = "tiled" | "palette" | "deep-color" | "wide-samples" | "variants";

/** What the record of a capture holds of an image; anything else would be lost on the way. */
const held = new Set<string>(
  (
    "columns rows frames samples type bitsStored color slope intercept units windows voiFunction padding spacingMm " +
    "spacingKind aspect orientation frameTimeMs lossy"
  ).split(" "),
);

/**
 * Why an image stays on this device, or null: only 8- and 16-bit grey and 8-bit colour have a Secondary Capture that holds every stored
 * value (sync 3.9).
 */
export function captureObstacle(facts: ImageFacts): CaptureObstacle | null {
  if (facts.pyramid) return "tiled";
  if (facts.color === "palette") return "palette";
  const byte = facts.type === "u8" || facts.type === "i8";
  if (facts.samples === 4 || (facts.samples === 3 && !byte)) return "deep-color";
  if (!byte && facts.type !== "u16" && facts.type !== "i16") return "wide-samples";
  const others = Object.entries(facts).filter(([key, value]) => value !== undefined && !held.has(key));
  return others.length > 0 ? "variants" : null;
}

/** Why a stored image stays on this device, or null: DICOM files travel as they are. */
export const obstacleOf = ({ format, facts }: Pick<Instance, "format" | "facts">): CaptureObstacle | null =>
  format === "dicom" ? null : captureObstacle(facts);
