import type { BlankBox, DeidentificationPlan, PlanElement, PlanInsert } from "../../../domain/deid/plan.ts";
import { deidEdition } from "../deid-table.ts";
import { policyId } from "./build-plan.ts";
import { fileMeta } from "./file-meta.ts";
import { type MarkerFacts, markedElement, markerValues, methodInserts } from "./markers.ts";
import type { PlanInput } from "./plan-input.ts";
import { activeOptions } from "./resolve-action.ts";

/** How the pixels of a released image are written. */
export interface ReleasePixels {
  readonly boxes: readonly BlankBox[];
  readonly blank: readonly number[];
  /** Set when the frames were decoded and blanked by the caller: the new Image Pixel description. */
  readonly native?: ImagePixelFacts;
  /** Set when the frames were decoded, blanked and compressed again by the caller, without loss. */
  readonly frames?: {
    readonly syntax: string;
    /** Bytes of each frame. */
    readonly lengths: readonly number[];
    /** The new Image Pixel description; absent where it stays as it is. */
    readonly facts?: ImagePixelFacts;
  };
}

/** What the Image Pixel module says of decoded frames (PS3.3 C.7.6.3). */
export interface ImagePixelFacts {
  readonly photometric: string;
  readonly samples: number;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly signed: boolean;
}

const explicitLittle = "1.2.840.10008.1.2.1";

function pixelValues(native: ImagePixelFacts): readonly (readonly [string, string, string])[] {
  return [
    ["00280002", "US", String(native.samples)],
    ["00280004", "CS", native.photometric],
    ...(native.samples > 1 ? ([["00280006", "US", "0"]] as const) : []),
    ["00280100", "US", String(native.bitsAllocated)],
    ["00280101", "US", String(native.bitsStored)],
    ["00280102", "US", String(native.bitsStored - 1)],
    ["00280103", "US", native.signed ? "1" : "0"],
  ];
}

/** Tables of fragment offsets: without fragments they mean nothing. */
const fragmentTables = new Set(["7FE00001", "7FE00002", "7FE00003"]);

/** What a person cleared. */
export interface ReleaseClaims {
  /** The pixels were looked through for names. */
  readonly textCleared: boolean;
  readonly faceCovered: boolean;
}

/**
 * The second rewrite: pixels as a person left them, markers say so, everything else stays (deidentification 3.8, "Release").
 * `input` is about the held bytes.
 */
export function buildReleasePlan(
  input: PlanInput,
  pixels: ReleasePixels,
  risk: DeidentificationPlan["risk"],
  { textCleared, faceCovered }: ReleaseClaims,
): DeidentificationPlan {
  const { index, values } = input;
  const options = activeOptions(input.options);
  const facts: MarkerFacts = {
    toolVersion: input.toolVersion,
    policyHash: input.policyHash,
    generation: input.generation,
    pixelDigest: input.pixelDigest,
    identityRemoved: "YES",
    options,
    longitudinal: input.options.longitudinal,
    burnedIn: "NO",
    extraCodes: [...(textCleared ? ["113101"] : []), ...(faceCovered ? ["113102"] : [])],
  };
  const written = new Map(markerValues(facts));
  if (faceCovered) written.set("00280302", { vr: "CS", value: "NO", why: "marker" });
  const described = pixels.native ?? pixels.frames?.facts;
  const replaced = pixels.native !== undefined || pixels.frames !== undefined;
  for (const [path, vr, value] of described ? pixelValues(described) : [])
    written.set(path, { vr, value, why: "marker" });
  const elements = index.elements.map(({ path, at, len, vr, items }): PlanElement => {
    const base = { path, at, len, vr };
    const marker = written.get(path);
    if (path.startsWith("0002")) return { ...base, action: "remove", why: "file-level" };
    if (replaced && fragmentTables.has(path)) return { ...base, action: "remove", why: "pixel-description" };
    if (marker) return markedElement(base, marker, values.text(path));
    return { ...base, action: items === undefined ? "keep" : "recurse", why: "marker" };
  });
  const present = new Set(elements.map((element) => element.path));
  const inserts: PlanInsert[] = [...written]
    .filter(([path]) => !present.has(path))
    .map(([path, insert]) => ({ path, ...insert }));
  return {
    planVersion: 1,
    policy: { id: policyId, hash: input.policyHash, tables: deidEdition, options },
    source: {
      sha256: input.sourceSha256,
      bytes: index.bytes,
      format: "dicom",
      transferSyntax: index.transferSyntax,
    },
    verdict: "released",
    reasons: ["released-by-person"],
    risk,
    elements,
    fileMeta: fileMeta(
      values.text("00080016") ?? "",
      values.text("00080018") ?? "",
      pixels.native ? explicitLittle : (pixels.frames?.syntax ?? index.transferSyntax),
    ),
    insert: [...inserts, ...methodInserts(facts, values)],
    pixels: {
      boxes: pixels.boxes,
      blank: pixels.blank,
      maskBits: 0,
      signed: (values.u16("00280103") ?? 0) === 1,
      ...(pixels.native ? { replaceWithNative: true } : {}),
      ...(pixels.frames ? { replaceWithFrames: pixels.frames.lengths } : {}),
    },
  };
}
