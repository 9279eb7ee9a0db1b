import type { DeidentificationPlan } from "../../domain/deid/plan.ts";
import { type ObjectKind, objectKind } from "../../domain/study-object.ts";
import { toolVersion } from "../../domain/tool.ts";
import { buildPlan } from "../../formats/dicom/deid/build-plan.ts";
import { makeNamedWords } from "../../formats/dicom/deid/named-words.ts";
import { namingElements } from "../../formats/dicom/deid/naming-elements.ts";
import type { PlanInput } from "../../formats/dicom/deid/plan-input.ts";
import { refusalOf } from "../../formats/dicom/deid/refusal.ts";
import { type ResidualFinding, residualScan } from "../../formats/dicom/deid/residual-scan.ts";
import { makeSourceValues, type SourceValues } from "../../formats/dicom/deid/source-values.ts";
import { collectUids } from "../../formats/dicom/deid/uid-rules.ts";
import { type IndexedBytes, outputDifference } from "../../formats/dicom/deid/verify-output.ts";
import { unreadSyntaxName } from "../../formats/dicom/transfer-syntax.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { decodeLabel } from "./decode-label.ts";
import type { Identity, PatientId } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import { bytesPatienceMs } from "./patience.ts";
import { addTerms, cleansTexts, type PatientTerms } from "./patient-terms.ts";
import { pixelDigest } from "./pixel-digest.ts";
import type { Policy } from "./policy.ts";
import { RefusedError } from "./refused-file.ts";
import type { WorkFile } from "./work-file.ts";

/** What cleaning needs beside the file. */
export interface ElementOptions {
  readonly keys: ProjectKeys;
  readonly identity: Identity;
  readonly policy: Policy;
  /** The patient that a person named, for files that name none. */
  readonly named: PatientId | null;
  readonly terms: PatientTerms;
  /** Of the file as it came. */
  readonly sourceSha256: string;
}

/** A file as it came, inspected, with all that its plan follows from. */
export interface DicomSource {
  readonly file: WorkFile;
  readonly input: PlanInput;
  readonly patient: PatientId;
  /** What it is where it is no image. */
  readonly kind: ObjectKind | null;
}

/** A file whose elements are clean, checked against its plan; its pixels, if any, are not looked at yet. */
export interface CleanedElements extends Pick<IndexedBytes, "index"> {
  readonly file: WorkFile;
  readonly values: SourceValues;
  readonly plan: DeidentificationPlan;
  readonly residual: ResidualFinding;
  /** What this plan was made from. */
  readonly input: PlanInput;
}

/** Rewrites by a plan and shows that the output is what the plan says. Throws RefusedError `rewrite-mismatch` otherwise. */
export async function rewriteChecked(
  context: ImportContext,
  { index: before, file: source }: Pick<IndexedBytes, "index"> & { readonly file: WorkFile },
  plan: DeidentificationPlan,
  nativePixels?: Uint8Array,
) {
  const patienceMs = bytesPatienceMs(source.bytes.length + (nativePixels?.length ?? 0));
  context.beat?.(patienceMs);
  const file = await source.rewriteDicom(plan, nativePixels);
  context.beat?.(patienceMs);
  const index = await file.inspectDicom();
  const { bytes, copies } = file;
  const values = makeSourceValues(index, bytes, decodeLabel);
  const difference = outputDifference(
    plan,
    { index: before, bytes: source.bytes },
    { index, bytes, values },
    copies,
  );
  if (difference !== null) throw new RefusedError("rewrite-mismatch", difference.slice(0, 200));
  return { file, index, values };
}

/** Inspects a file and makes the input of its plan. Throws RefusedError where it is no image and no object, or nobody is named. */
export async function readSource(
  given: WorkFile,
  context: ImportContext,
  { keys, identity, named, policy, sourceSha256: fileSha256 }: Omit<ElementOptions, "terms">,
): Promise<DicomSource> {
  const file = given.inflated();
  const patienceMs = bytesPatienceMs(file.bytes.length);
  context.beat?.(patienceMs);
  const index = await file.inspectDicom();
  context.beat?.(patienceMs);
  const values = makeSourceValues(index, file.bytes, decodeLabel);
  const kind = objectKind((values.text("00080016") ?? "").replace(/\0/g, ""));
  // What says that this project made it is looked at before an object is refused for its kind.
  const refusal = kind ? null : refusalOf(values, index.transferSyntax, policy.options);
  if (refusal) {
    const name = refusal === "unsupported-syntax" ? unreadSyntaxName(index.transferSyntax) : null;
    throw new RefusedError(refusal, name);
  }
  const id = values.text("00100020") ?? "";
  const patient = id === "" ? named : { issuer: values.text("00100021") ?? "", id };
  if (!patient || patient.id === "") throw new RefusedError("no-patient");
  // Of a deflated file the plan is for what it holds.
  const sourceSha256 = file === given ? fileSha256 : await file.sha256();
  const [maps, ofPixels, { generation }] = await Promise.all([
    identity.maps(patient, (patientKey) => collectUids(values, sourceSha256, patientKey)),
    pixelDigest(keys.px, index, file),
    identity.patient(patient),
  ]);
  const input: PlanInput = {
    index,
    values,
    sourceSha256,
    options: policy.options,
    maps,
    policyHash: policy.hash,
    toolVersion,
    generation,
    pixelDigest: ofPixels,
    pixelsSearched: true,
  };
  return { file, input, patient, kind };
}

/**
 * An object of this project that comes back, checked like any other and not changed by a byte; null for everything else.
 */
export async function ownElements(
  claimed: PlanInput,
  file: WorkFile,
  context: ImportContext,
  terms: PatientTerms,
): Promise<CleanedElements | null> {
  const plan = buildPlan(claimed);
  if (plan.verdict !== "released") return null;
  const output = await rewriteChecked(context, { index: claimed.index, file }, plan);
  if (!(await file.isSame(output.file))) return null;
  const known = terms.get(claimed.maps.patientKey)?.terms ?? new Set();
  const residual = residualScan(output.index, output.file.bytes, plan, known);
  return residual.hits > 0 ? null : { ...output, plan, residual, input: claimed };
}

/**
 * Plan, rewrite, inspect again, compare, search for what is left: 3.2 for the elements of one DICOM file. Throws RefusedError or
 * PipelineError; nothing is stored here.
 */
export async function cleanElements(
  { file, input }: DicomSource,
  context: ImportContext,
  { keys, terms, policy }: Pick<ElementOptions, "keys" | "terms" | "policy">,
): Promise<CleanedElements> {
  const { index, values, maps } = input;
  const known = addTerms(terms, maps.patientKey, namingElements(values), policy.options);
  let foreign: PlanInput = cleansTexts(policy.options)
    ? { ...input, named: makeNamedWords(known.phrases) }
    : input;
  let plan = buildPlan(foreign);
  let output = await rewriteChecked(context, { index, file }, plan);
  context.beat?.(bytesPatienceMs(file.bytes.length));
  // Markers stripped from the codestreams, an overlay masked away, a length made even: the digest must be of what is stored.
  // Native pixels without any of it were compared byte for byte.
  const isOdd = index.elements.some(({ path, valueLen }) => path.startsWith("7FE0") && valueLen % 2 === 1);
  const dropped = plan.elements.some(({ path, action }) => path.startsWith("7FE0") && action === "remove");
  const touched = index.fragments.length > 0 || plan.pixels.maskBits !== 0 || isOdd || dropped;
  const digest = touched ? await pixelDigest(keys.px, output.index, output.file) : input.pixelDigest;
  let residual = residualScan(output.index, output.file.bytes, plan, known.terms);
  if (digest !== input.pixelDigest || residual.hits > 0) {
    const suspects = residual.hits > 0 ? { suspects: new Set(residual.paths) } : {};
    foreign = { ...foreign, pixelDigest: digest, ...suspects };
    plan = buildPlan(foreign);
    output = await rewriteChecked(context, { index, file }, plan);
    residual = residualScan(output.index, output.file.bytes, plan, known.terms);
  }
  if (residual.hits > 0) throw new RefusedError("residual-identity", residual.paths[0] ?? null);
  return { ...output, plan, residual, input: foreign };
}
