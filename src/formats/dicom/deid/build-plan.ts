import type { ElementEntry } from "../../../domain/deid/element-index.ts";
import type {
  DeidentificationPlan,
  PlanElement,
  PlanInsert,
  RefusalCode,
} from "../../../domain/deid/plan.ts";
import { deidEdition } from "../deid-table.ts";
import type { Decision } from "./decision.ts";
import { effectiveVr } from "./effective-vr.ts";
import { sequenceOf } from "./element-path.ts";
import { decideElement } from "./element-rules.ts";
import { fileMeta } from "./file-meta.ts";
import { isCoverable, showsHead } from "./head-series.ts";
import { type MarkerFacts, markedElement, markerValues, methodInserts } from "./markers.ts";
import { faceSign, pixelRisk } from "./pixel-risk.ts";
import type { PlanInput } from "./plan-input.ts";
import { refusalOf } from "./refusal.ts";
import { activeOptions } from "./resolve-action.ts";
import { missingUids } from "./uid-rules.ts";
import { withoutNamed } from "./without-named.ts";

/** Id of the policy that this code is. */
export const policyId = "overread-basic/4";

const secondaryCapture = "1.2.840.10008.5.1.4.1.1.7";
const explicitLittle = "1.2.840.10008.1.2.1";
const deflated = "1.2.840.10008.1.2.1.99";

/** Bits to keep where overlays lie above BitsStored in native pixels; 0 where there is nothing to mask. */
function maskBitsOf(input: PlanInput, signs: readonly string[]): number {
  if (!signs.includes("overlay-in-pixels") || input.index.fragments.length > 0) return 0;
  const [allocated, stored, high] = ["00280100", "00280101", "00280102"].map(
    (path) => input.values.u16(path) ?? 0,
  );
  const isPacked = stored !== undefined && high === stored - 1 && (allocated ?? 0) > stored;
  return isPacked ? stored : 0;
}

/** Elements of the output that the source may lack, or say wrongly: patient, identifiers, markers. */
function identityValues(
  input: PlanInput,
  facts: MarkerFacts,
): ReadonlyMap<string, Omit<PlanInsert, "path"> & { value: string }> {
  const { values, maps } = input;
  const missing = missingUids(input.sourceSha256, maps.patientKey);
  const has = (path: string) => (values.text(path) ?? "") !== "";
  const written = new Map(markerValues(facts));
  const put = (path: string, vr: string, value: string, why: PlanInsert["why"]) =>
    written.set(path, { vr, value, why: why as "marker" });
  put("00100010", "PN", `Anon^${maps.patientKey.slice(0, 8)}`, "patient");
  put("00100020", "LO", maps.patientKey, "patient");
  if (!has("00080016")) put("00080016", "UI", secondaryCapture, "file-level");
  if (!has("00080018")) put("00080018", "UI", maps.uid(missing.sop), "file-level");
  if (!has("0020000D")) put("0020000D", "UI", maps.uid(missing.study), "file-level");
  if (!has("0020000E")) put("0020000E", "UI", maps.uid(missing.series), "file-level");
  // What this project made says it already, or was made before it was looked for.
  if (!input.own && showsHead(values)) put("00280302", "CS", "YES", "marker");
  if (input.own?.faceCovered) put("00280302", "CS", "NO", "marker");
  return written;
}

/** A sequence that is none in the bytes is a hiding place; an empty one has nothing to walk into. */
function asSequence(entry: ElementEntry, decision: Decision): Decision {
  if (decision.action !== "recurse" || entry.items !== undefined) return decision;
  return entry.valueLen === 0 ? { ...decision, action: "keep" } : { action: "remove", why: "malformed" };
}

/** Type 1 in a parametric map (PS3.3 C.8.32.2), which then says the careful thing; elsewhere the unproved claim goes. */
const needsFeatures = ({ values }: PlanInput) => values.text("00080016") === "1.2.840.10008.5.1.4.1.1.30";

/** The fate of every element, once, in file order. What a container loses, its content loses. */
function planElements(input: PlanInput, written: ReturnType<typeof identityValues>): PlanElement[] {
  const done = new Map<string, PlanElement>();
  return input.index.elements.map((entry): PlanElement => {
    const { path, at, len, vr } = entry;
    const base = { path, at, len, vr };
    const container = sequenceOf(path);
    const parent = container === "" ? null : done.get(container);
    let planned: PlanElement;
    const marker = written.get(path);
    if (container !== "" && parent?.action !== "recurse") {
      planned = { ...base, action: "remove", why: parent?.why ?? "malformed" };
    } else if (done.has(path)) {
      return { ...base, action: "remove", why: "malformed" };
    } else if (path === "00120064" && entry.items !== undefined) {
      planned = { ...base, action: "recurse", why: "marker" };
    } else if (path === "00280302" && needsFeatures(input) && input.values.text(path) !== "YES") {
      planned = { ...base, action: "replace", why: "marker", value: "YES", asVr: "CS" };
    } else if (
      path.endsWith("/00080005") ||
      ((path === "00280301" || path === "00280302") && !marker && input.values.text(path) !== "YES")
    ) {
      // One character set for the whole output; and "no text", "no face" are claims that only a check may make.
      planned = { ...base, action: "remove", why: "marker" };
    } else if (marker && entry.items !== undefined) {
      // A sequence under a tag that has none: it goes, and the marker is inserted.
      planned = { ...base, action: "remove", why: "malformed" };
    } else if (!marker && input.suspects?.has(path) && entry.items === undefined) {
      planned = { ...base, action: "empty", why: "patient" };
    } else if (marker) {
      planned = markedElement(base, marker, input.values.text(path));
    } else {
      const decision = withoutNamed(entry, asSequence(entry, decideElement(entry, input)), input);
      const writes = decision.value !== undefined || decision.base64 !== undefined;
      planned = {
        ...base,
        ...decision,
        ...(writes && (vr === "--" || vr === "UN") ? { asVr: effectiveVr(entry) } : {}),
      };
    }
    done.set(path, planned);
    return planned;
  });
}

/**
 * What happens to every element of a DICOM file at every nesting level, what is inserted, and whether it may be kept.
 * Pure: keys, hashes and text decoding come in `input`. Source: PS3.15 E.1–E.3, deidentification 3.5.
 */
export function buildPlan(input: PlanInput): DeidentificationPlan {
  const { index, values, maps } = input;
  const ofPixels = pixelRisk(values, index.transferSyntax);
  const face = !input.own && input.options.coverFaces === true && showsHead(values) && isCoverable(values);
  const risk = face ? { ...ofPixels, signs: [...ofPixels.signs, faceSign] } : ofPixels;
  const refusal: RefusalCode | null = refusalOf(values, index.transferSyntax, input.options);
  const options = activeOptions(input.options);
  // What this project made was looked at before it left.
  const high = (risk.class === "HIGH" && input.own?.reviewed !== true) || input.textFound === true || face;
  const written = identityValues(input, {
    toolVersion: input.toolVersion,
    policyHash: input.policyHash,
    generation: input.generation,
    pixelDigest: input.pixelDigest,
    identityRemoved: high ? "NO" : "YES",
    options,
    longitudinal: input.options.longitudinal,
    // Said before the search, and unsaid by a second plan where the search finds something.
    burnedIn: input.own?.reviewed || (input.pixelsSearched && !high && risk.class !== "NONE") ? "NO" : null,
    extraCodes: [],
  });
  const elements = planElements(input, written);
  const byPath = new Map([...elements].reverse().map((element) => [element.path, element]));
  const outputText = (path: string) =>
    written.get(path)?.value ?? byPath.get(path)?.value ?? values.text(path) ?? "";
  const inserts: PlanInsert[] = [...written]
    .filter(([path]) => (byPath.get(path)?.action ?? "remove") === "remove")
    .map(([path, insert]) => ({ path, ...insert }));
  const syntax = index.transferSyntax === deflated ? explicitLittle : index.transferSyntax;
  return {
    planVersion: 1,
    policy: { id: policyId, hash: input.policyHash, tables: deidEdition, options },
    source: {
      sha256: input.sourceSha256,
      bytes: index.bytes,
      format: "dicom",
      transferSyntax: index.transferSyntax,
    },
    verdict: refusal ? "refused" : high ? "quarantined" : "released",
    reasons: refusal ? [refusal] : high ? ["pixels-need-a-person"] : [],
    risk,
    elements,
    fileMeta: fileMeta(
      outputText("00080016"),
      outputText("00080018") || maps.uid(missingUids(input.sourceSha256, maps.patientKey).sop),
      syntax,
    ),
    insert: [...inserts, ...methodInserts({ options, extraCodes: [] }, values)],
    pixels: {
      boxes: [],
      blank: [],
      maskBits: maskBitsOf(input, risk.signs),
      signed: (values.u16("00280103") ?? 0) === 1,
    },
  };
}
