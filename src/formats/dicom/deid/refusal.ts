import type { DeidOptions } from "../../../domain/deid/options.ts";
import type { RefusalCode } from "../../../domain/deid/plan.ts";
import { objectKind } from "../../../domain/study-object.ts";
import { transferSyntaxOf } from "../transfer-syntax.ts";
import type { SourceValues } from "./source-values.ts";

const root = "1.2.840.10008.";
const storage = `${root}5.1.4.1.1.`;

/** Transfer syntaxes of MPEG2, MPEG-4 and HEVC (1.2.840.10008.1.2.4.100 to .108) and of SMPTE ST 2110 (.7.*), PS3.6 table A-1. */
const isVideo = (syntax: string) => /^1\.2\.840\.10008\.1\.2\.(4\.10\d(\.1)?|7\.\d)$/.test(syntax);

/** JPIP, plain and deflated: the file holds an address (0028,7FE0) where the pixels would be (PS3.5 A.6, A.7). */
const isReferenced = (syntax: string) => /^1\.2\.840\.10008\.1\.2\.4\.(94|95|204|205)$/.test(syntax);

/** Syntaxes in which an object without pixels may be written. */
const isNative = (syntax: string) => /^1\.2\.840\.10008\.1\.2(\.1|\.2|\.1\.99)?$/.test(syntax);

/** Element paths that hold pixels of an image. */
const pixels = ["7FE00010", "7FE00008", "7FE00009"];

/** Why an object without pixels is not taken in: texts and drawings are where people write names, so a project must have asked for them. */
function objectRefusal(sopClass: string, options: DeidOptions): RefusalCode | null {
  const kind = objectKind(sopClass);
  if (kind === "presentation") return options.cleanGraphics ? null : "presentation-state";
  return kind === "structures" || options.cleanStructuredContent ? null : "structured-report";
}

/** Why a DICOM file is neither a labelled image nor an object of a study, or null. Codes only (deidentification 3.2). */
export function refusalOf(
  values: SourceValues,
  transferSyntax: string,
  options: DeidOptions,
): RefusalCode | null {
  const sopClass = (values.text("00080016") ?? "").replace(/\0/g, "");
  if (isVideo(transferSyntax)) return "video";
  if (isReferenced(transferSyntax)) return "pixels-elsewhere";
  if (sopClass.startsWith(`${storage}104.`)) return "encapsulated-document";
  if (values.entries.has("00420011")) return "encapsulated-document";
  if (sopClass.startsWith(`${storage}9.`)) return "waveform";
  if (objectKind(sopClass)) {
    return objectRefusal(sopClass, options) ?? (isNative(transferSyntax) ? null : "unsupported-syntax");
  }
  if (sopClass !== "" && !sopClass.startsWith(root)) return "private-sop-class";
  if (!pixels.some((path) => values.entries.has(path))) return "no-pixel-data";
  return transferSyntaxOf(transferSyntax) ? null : "unsupported-syntax";
}
