import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { type DeviceTraits, ruleId } from "../../domain/deid/device-rule.ts";
import type { DeidentificationPlan } from "../../domain/deid/plan.ts";
import { buildPlan } from "../../formats/dicom/deid/build-plan.ts";
import { makeNamedWords } from "../../formats/dicom/deid/named-words.ts";
import { namingElements } from "../../formats/dicom/deid/naming-elements.ts";
import { ownInput } from "../../formats/dicom/deid/own-object.ts";
import type { PlanInput } from "../../formats/dicom/deid/plan-input.ts";
import { refusalOf } from "../../formats/dicom/deid/refusal.ts";
import { type ResidualFinding, residualScan } from "../../formats/dicom/deid/residual-scan.ts";
import { makeSourceValues, type SourceValues } from "../../formats/dicom/deid/source-values.ts";
import { collectUids } from "../../formats/dicom/deid/uid-rules.ts";
import { ultrasoundRegions } from "../../formats/dicom/deid/ultrasound-regions.ts";
import { type IndexedBytes, outputDifference } from "../../formats/dicom/deid/verify-output.ts";
import { deviceRule } from "../../storage/device-rules.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { type OpenedDicom, openDicomPixels } from "../pixels/open-dicom-pixels.ts";
import { actionCounts } from "./action-counts.ts";
import { decodeLabel } from "./decode-label.ts";
import { decodeSample } from "./decode-sample.ts";
import { deviceTraits } from "./device-traits.ts";
import { sha256 } from "./digests.ts";
import { type BurnedIn, findBurnedIn } from "./find-burned-in.ts";
import { generation, type Identity, type PatientId } from "./identity-maps.ts";
import { type ImportContext, toolVersion } from "./import-context.ts";
import { inflateDicom } from "./inflate-dicom.ts";
import { bytesPatienceMs, samplesPatienceMs } from "./patience.ts";
import { addTerms, type PatientTerms } from "./patient-terms.ts";
import { pixelDigest } from "./pixel-digest.ts";
import type { Policy } from "./policy.ts";
import { RefusedError } from "./refused-file.ts";
import type { SearchSampler } from "./search-sampler.ts";

/** Own objects were searched when they were made. */
const notSearched: BurnedIn = { held: false, places: [], framesSearched: 0 };

/** Stands for the person who cleared the pixels of an object that comes back: the object does not name them. */
export const earlierReview = "earlier in this project";

/** A cleaned file, checked against its plan, not yet stored. */
export interface CleanedDicom extends IndexedBytes {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly values: SourceValues;
  readonly plan: DeidentificationPlan;
  readonly residual: ResidualFinding;
  readonly opened: OpenedDicom;
  readonly patientKey: string;
  /** What the search for text in the pixels found. */
  readonly burnedIn: BurnedIn;
  /** What later studies of the same device have in common with it. */
  readonly device: DeviceTraits | null;
  /** An object that this project made before, byte for byte as it came; its pixels were decided then. */
  readonly own: boolean;
}

/** What cleaning needs beside the file. */
export interface CleanOptions {
  readonly keys: ProjectKeys;
  readonly identity: Identity;
  readonly policy: Policy;
  /** The patient that a person named, for files that name none. */
  readonly named: PatientId | null;
  readonly terms: PatientTerms;
  /** Which slices of a series are searched for text; shared by its files. */
  readonly sampler: SearchSampler;
  /** Of the file as it came. */
  readonly sourceSha256: string;
}

/** Opens the pixels of a cleaned file and decodes what may fail: nothing is stored that cannot be shown. */
export async function openChecked(
  bytes: Uint8Array<ArrayBuffer>,
  { codecs, beat }: Pick<ImportContext, "codecs" | "beat">,
): Promise<OpenedDicom> {
  const opened = await openDicomPixels(bytes, codecs);
  const { columns, rows, samples } = opened.facts;
  beat?.(samplesPatienceMs(columns * rows * samples));
  await decodeSample(opened);
  return opened;
}

/** Rewrites by a plan and shows that the output is what the plan says. Throws RefusedError `rewrite-mismatch` otherwise. */
export async function rewriteChecked(
  context: ImportContext,
  source: IndexedBytes & { readonly bytes: Uint8Array },
  plan: DeidentificationPlan,
  nativePixels?: Uint8Array,
) {
  const patienceMs = bytesPatienceMs(source.bytes.length + (nativePixels?.length ?? 0));
  context.beat?.(patienceMs);
  const { bytes } = await context.pipelines.rewriteDicom(source.bytes, plan, nativePixels);
  context.beat?.(patienceMs);
  const index = await context.pipelines.inspectDicom(bytes);
  const values = makeSourceValues(index, bytes, decodeLabel);
  const difference = outputDifference(plan, source, { index, bytes, values });
  if (difference !== null) throw new RefusedError("rewrite-mismatch", difference.slice(0, 200));
  return { bytes, index, values };
}

/** An object of this project that comes back, checked like any other and not changed by a byte; null for everything else. */
async function cleanOwn(
  claimed: PlanInput,
  bytes: Uint8Array<ArrayBuffer>,
  context: ImportContext,
  terms: PatientTerms,
): Promise<CleanedDicom | null> {
  const plan = buildPlan(claimed);
  if (plan.verdict !== "released") return null;
  const output = await rewriteChecked(context, { index: claimed.index, bytes }, plan);
  if (output.bytes.length !== bytes.length || output.bytes.some((byte, at) => byte !== bytes[at]))
    return null;
  const { patientKey } = claimed.maps;
  const residual = residualScan(output.index, output.bytes, plan, terms.get(patientKey)?.terms ?? new Set());
  if (residual.hits > 0) return null;
  const opened = await openChecked(bytes, context);
  return { ...output, plan, residual, opened, patientKey, burnedIn: notSearched, device: null, own: true };
}

/** Of a file that was taken in before: only what it says of its patient, for the search in the files that follow. */
export async function learnTerms(
  file: Uint8Array<ArrayBuffer>,
  context: ImportContext,
  { identity, named, terms, policy }: Omit<CleanOptions, "keys" | "sampler" | "sourceSha256">,
): Promise<void> {
  if (!named) return;
  const bytes = inflateDicom(file);
  const values = makeSourceValues(await context.pipelines.inspectDicom(bytes), bytes, decodeLabel);
  const { patientKey } = await identity.patient(named);
  addTerms(terms, patientKey, namingElements(values), policy.options);
}

/**
 * Inspect, plan, rewrite, inspect again, compare, search for what is left, decode: the whole of 3.2 for one DICOM file.
 * Throws RefusedError, FormatError or PipelineError; nothing is stored here.
 */
export async function cleanDicom(
  file: Uint8Array<ArrayBuffer>,
  context: ImportContext,
  { keys, identity, named, terms, policy, sampler, sourceSha256: fileSha256 }: CleanOptions,
): Promise<CleanedDicom> {
  const bytes = inflateDicom(file);
  const patienceMs = bytesPatienceMs(bytes.length);
  context.beat?.(patienceMs);
  const index = await context.pipelines.inspectDicom(bytes);
  context.beat?.(patienceMs);
  const values = makeSourceValues(index, bytes, decodeLabel);
  const refusal = refusalOf(values, index.transferSyntax);
  if (refusal) throw new RefusedError(refusal);

  const id = values.text("00100020") ?? "";
  const patient = id === "" ? named : { issuer: values.text("00100021") ?? "", id };
  if (!patient || patient.id === "") throw new RefusedError("no-patient");
  // Of a deflated file the plan is for what it holds.
  const sourceSha256 = bytes === file ? fileSha256 : await sha256(bytes);
  const maps = await identity.maps(patient, (patientKey) => collectUids(values, sourceSha256, patientKey));

  const input: PlanInput = {
    index,
    values,
    sourceSha256,
    options: policy.options,
    maps,
    policyHash: policy.hash,
    toolVersion,
    generation,
    pixelDigest: await pixelDigest(keys.px, index, bytes),
    pixelsSearched: true,
  };
  const claimed = ownInput(input);
  const own = claimed && (await cleanOwn(claimed, bytes, context, terms));
  if (own) return own;
  const known = addTerms(terms, maps.patientKey, namingElements(values), policy.options);
  const foreign: PlanInput = policy.options.cleanDescriptors
    ? { ...input, named: makeNamedWords(known.phrases) }
    : input;
  let plan = buildPlan(foreign);
  let output = await rewriteChecked(context, { index, bytes }, plan);
  context.beat?.(patienceMs);
  // Markers stripped from the codestreams, an overlay masked away, a length made even: the digest must be of what is stored.
  // Native pixels without any of it were compared byte for byte.
  const isOdd = index.elements.some(({ path, valueLen }) => path.startsWith("7FE0") && valueLen % 2 === 1);
  const touched = index.fragments.length > 0 || plan.pixels.maskBits !== 0 || isOdd;
  const digest = touched ? await pixelDigest(keys.px, output.index, output.bytes) : input.pixelDigest;
  let residual = residualScan(output.index, output.bytes, plan, known.terms);
  const suspects = residual.hits > 0 ? new Set(residual.paths) : null;
  if (digest !== input.pixelDigest || suspects) {
    plan = buildPlan({ ...foreign, pixelDigest: digest, ...(suspects ? { suspects } : {}) });
    output = await rewriteChecked(context, { index, bytes }, plan);
    residual = residualScan(output.index, output.bytes, plan, known.terms);
  }
  if (residual.hits > 0) throw new RefusedError("residual-identity", residual.paths[0] ?? null);
  let opened = await openChecked(output.bytes, context);
  const device = await deviceTraits(keys.source, values, output.values);
  const rule = device && (await deviceRule(context.database, ruleId(device)));
  const slices = { series: output.values.text("0020000E") ?? "", sampler };
  const hints = { regions: ultrasoundRegions(output.values), rule, slices };
  const burnedIn = await findBurnedIn(opened, plan.risk.class, context, hints);
  if (burnedIn.held && plan.verdict === "released") {
    plan = buildPlan({
      ...foreign,
      ...(suspects ? { suspects } : {}),
      pixelDigest: digest,
      textFound: true,
    });
    output = await rewriteChecked(context, { index, bytes }, plan);
    opened = await openChecked(output.bytes, context);
  }
  return { ...output, plan, residual, opened, patientKey: maps.patientKey, burnedIn, device, own: false };
}

/** The record of a cleaned file (deidentification 3.11): what was done, never to what. */
export function recordOf(
  cleaned: CleanedDicom,
  sourceHmac: string,
  outputSha256: string,
  at: string,
): DeidRecord {
  const { plan, values, residual } = cleaned;
  const earlier = cleaned.own && plan.risk.class === "HIGH";
  return {
    sopUid: values.text("00080018") ?? "",
    studyUid: values.text("0020000D") ?? "",
    at,
    toolVersion,
    policyId: plan.policy.id,
    policyHash: plan.policy.hash,
    tables: plan.policy.tables,
    options: plan.policy.options,
    format: "dicom",
    sourceHmac,
    outputSha256,
    verdict: plan.verdict,
    risk: plan.risk,
    actions: actionCounts(plan),
    boxes: [],
    residual: { searched: residual.searched, hits: residual.hits, falseAlarms: residual.falseAlarms },
    reviewer: earlier ? earlierReview : null,
    reviewedAt: null,
  };
}
