import { foldText, wordsOf } from "./fold-text.ts";
import type { SourceValues } from "./source-values.ts";

/** Of these a surface can be computed. */
const sectional = new Set(["CT", "MR", "PT"]);

/** Body Part Examined (PS3.16 Annex L) of what shows a face or a good part of it. */
const headParts = new Set(
  "HEAD BRAIN SKULL FACE HEADNECK NECK WHOLEBODY ORBIT EYE EAR IAC JAW MAXILLA MANDIBLE TMJ NOSE SINUS PNS TEETH DENTAL PITUITARY CEREBELLUM CEREBRUM TEMPORALBONE".split(
    " ",
  ),
);

/** Anatomic regions: their codes in SNOMED CT and RT. */
const headCodes = new Set(
  "69536005 T-D1100 774007 T-D1000 12738006 T-A0100 89546000 T-11100 89545001 T-D1200 363654007 T-D14AE 371398005 38266002 T-D0010 117590005 T-AB000 91609006 T-11180 661005 T-D1213".split(
    " ",
  ),
);

/** Beginnings of words by which protocols name the head, in the languages of the lists of technique; folded. */
const headWords =
  /^(head|brain|skull|crani|neurocran|cereb|enceph|encefal|kopf|schadel|schaedel|hirn|gehirn|cerveau|tete|cabeza|cabeca|craneo|testa|cervello|hoofd|hersen|schedel|hjarn|hjerne|hoved|huvud|glowa|mozg|orbit|sinus|facial|faci|gesicht|visage|maxill|mandib|dental|jaw|kiefer|pituit|hypoph|sella|tmj|temporal|felsenbein|mastoid|cct|ccta|cmrt|nct|neuro|stroke|mprage|tof|wholebody|ganzkorper)/;
/** These only as a whole: the neck of a femur has a head, too, and many a word begins so. */
const wholeWords = new Set(["iac", "nnh", "pns", "face", "eye", "ear"]);
/** Of other bones. */
const otherHeads = new Set([
  "femoral",
  "femur",
  "humeral",
  "humerus",
  "radial",
  "hip",
  "coronary",
  "coronaries",
  "huft",
]);

/** Study, series and procedure as the source describes them, protocol, and the names of regions. */
const describing = /(^|\/)(0008103[0E]|00181030|00321060|00400254|00400007|00082218\[\d+\]\/00080104)$/;

const isHeadText = (text: string): boolean => {
  const words = wordsOf(foldText(text).replaceAll("_", " ")).map((word) => word.text);
  if (words.some((word) => otherHeads.has(word))) return false;
  return words.some((word) => headWords.test(word) || wholeWords.has(word));
};

/** Text whose character set is not said, or wrongly: a letter a byte. */
const asBytes = (values: SourceValues, path: string) =>
  String.fromCharCode(...(values.bytes(path)?.subarray(0, 256) ?? []));

/**
 * Whether a CT, MR or PET shows a head, by what its source says of part, region, protocol and description: a face can be computed from such a
 * series. What says nothing of itself cannot be told.
 */
export function showsHead(values: SourceValues): boolean {
  const said = (path: string) => (values.text(path) ?? "").trim().toUpperCase();
  if (!sectional.has(said("00080060"))) return false;
  if (headParts.has(said("00180015").replace(/[\s_]/g, ""))) return true;
  for (const path of values.entries.keys()) {
    if (/(^|\/)00082218\[\d+\]\/00080100$/.test(path) && headCodes.has(said(path))) return true;
    if (describing.test(path) && isHeadText(values.text(path) ?? asBytes(values, path))) return true;
  }
  return false;
}

const ctClasses = new Set(["2", "2.1", "2.2"].map((end) => `1.2.840.10008.5.1.4.1.1.${end}`));

/** Whether the face of an image can be covered: slices of a CT in CT numbers (HU), grey, of more than 8 bits; no scout. */
export function isCoverable(values: SourceValues): boolean {
  const said = (path: string) => (values.text(path) ?? "").trim().toUpperCase();
  const scout = said("00080008")
    .split("\\")
    .some((part) => part.trim() === "LOCALIZER");
  const units = said("00281054");
  return (
    ctClasses.has(said("00080016")) &&
    said("00280004") === "MONOCHROME2" &&
    (values.u16("00280101") ?? 0) > 8 &&
    values.u16("00280100") === 16 &&
    values.u16("00280102") === (values.u16("00280101") ?? 0) - 1 &&
    !values.entries.has("00283000") &&
    !scout &&
    (units === "" || units === "HU")
  );
}
