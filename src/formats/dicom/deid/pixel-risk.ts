import type { PixelRisk } from "../../../domain/deid/plan.ts";
import { objectKind } from "../../../domain/study-object.ts";
import type { SourceValues } from "./source-values.ts";

/** A class of PS3.15 and the signs that made it; signs are codes, never free text. */
export interface RiskFinding {
  readonly class: PixelRisk;
  readonly signs: readonly string[];
}

/** Sign of an image that waits for a decision on its face. */
export const faceSign = "face";

/** Whether nothing but its face made an image wait. */
export const isOnlyFace = ({ class: risk, signs }: RiskFinding): boolean =>
  risk !== "HIGH" && signs.includes(faceSign);

const storage = "1.2.840.10008.5.1.4.1.1.";
const riskyModalities = new Set(["US", "IVUS", "ES", "XC", "GM", "OP", "SC", "OT", "DOC", "SM"]);
const riskyClasses = [
  "7",
  "7.1",
  "7.2",
  "7.3",
  "7.4",
  "6.1",
  "6.2",
  "3.1",
  "77.1.1",
  "77.1.4",
  "77.1.5.1",
  "77.1.5.2",
].map((end) => storage + end);
const sectional = new Set(["CT", "MR", "PT"]);
const natives = new Set([
  "1.2.840.10008.1.2",
  "1.2.840.10008.1.2.1",
  "1.2.840.10008.1.2.2",
  "1.2.840.10008.1.2.1.99",
]);

function isEmbeddedOverlay(values: SourceValues): boolean {
  // PS3.3 C.9.2: an overlay without data of its own lies in unused bits of the pixels.
  return [...values.entries.keys()].some(
    (path) => /^60[01][02468ACE]0102$/.test(path) && !values.entries.has(`${path.slice(0, 4)}3000`),
  );
}

/** Risk that identity is burned into the pixels (deidentification 3.8). The file's own "no burned-in text" proves nothing. */
export function pixelRisk(values: SourceValues, transferSyntax: string): RiskFinding {
  const text = (path: string) => (values.text(path) ?? "").trim().toUpperCase();
  const modality = text("00080060");
  const sopClass = text("00080016");
  const imageType = text("00080008")
    .split("\\")
    .map((part) => part.trim());
  const photometric = text("00280004");
  const bits = values.u16("00280101") ?? values.u16("00280100") ?? 0;
  if (sopClass.startsWith(`${storage}66.`) || objectKind(sopClass)) return { class: "NONE", signs: [] };

  const signs: string[] = [];
  if (riskyModalities.has(modality)) signs.push(`modality:${modality}`);
  if (modality === "" || sopClass === "") signs.push("modality:unknown");
  if (riskyClasses.includes(sopClass)) signs.push("sop-class");
  for (const sign of ["SECONDARY", "SCREEN", "SCREEN SAVE"]) {
    if (imageType.includes(sign)) signs.push(`image-type:${sign}`);
  }
  if (imageType.includes("DERIVED") && imageType.some((part) => part.includes("SAVE")))
    signs.push("image-type:SAVE");
  if (imageType.some((part) => part.includes("DOSE"))) signs.push("image-type:DOSE");
  if (values.entries.has("00080064")) signs.push("conversion-type");
  if (text("00280301") === "YES") signs.push("burned-in:YES");
  if (isEmbeddedOverlay(values)) signs.push("overlay-in-pixels");
  if (modality === "CT" || modality === "MR") {
    if (!photometric.startsWith("MONOCHROME")) signs.push("color");
    else if (bits <= 8) signs.push("8-bit");
  }
  if (signs.length > 0) return { class: "HIGH", signs: [...new Set(signs)] };
  const plain = photometric.startsWith("MONOCHROME") && bits >= 12 && bits <= 16;
  return sectional.has(modality) && natives.has(transferSyntax) && plain
    ? { class: "LOW", signs: [] }
    : { class: "MEDIUM", signs: [] };
}
