import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { type DeviceRule, type DeviceTraits, ruleId } from "../../domain/deid/device-rule.ts";
import { coverDepthMm, coverMethod } from "../../domain/deid/face-cover.ts";
import type { PixelRisk } from "../../domain/deid/plan.ts";
import { toolVersion } from "../../domain/tool.ts";
import { buildPlan } from "../../formats/dicom/deid/build-plan.ts";
import { namingElements } from "../../formats/dicom/deid/naming-elements.ts";
import { ownInput } from "../../formats/dicom/deid/own-object.ts";
import { makeSourceValues } from "../../formats/dicom/deid/source-values.ts";
import { ultrasoundRegions } from "../../formats/dicom/deid/ultrasound-regions.ts";
import { type OpenedDicom, openDicomPixels } from "../pixels/open-dicom-pixels.ts";
import { actionCounts } from "./action-counts.ts";
import {
  type CleanedElements,
  cleanElements,
  type DicomSource,
  type ElementOptions,
  ownElements,
  rewriteChecked,
} from "./clean-elements.ts";
import { decodeLabel } from "./decode-label.ts";
import { decodeSample, searchDecodes } from "./decode-sample.ts";
import { deviceDigest, deviceTraits } from "./device-traits.ts";
import { type BurnedIn, findBurnedIn } from "./find-burned-in.ts";
import type { ImportContext } from "./import-context.ts";
import { samplesPatienceMs } from "./patience.ts";
import { addTerms } from "./patient-terms.ts";
import type { SearchSampler } from "./search-sampler.ts";
import type { WorkFile } from "./work-file.ts";

/** Own objects were searched when they were made. */
const notSearched: BurnedIn = { held: false, places: [], framesSearched: 0 };

/** Stands for the person who cleared the pixels of an object that comes back: the object does not name them. */
export const earlierReview = "earlier in this project";

/** A cleaned image, checked against its plan, not yet stored. */
export interface CleanedDicom extends CleanedElements {
  readonly opened: OpenedDicom;
  readonly patientKey: string;
  /** What the search for text in the pixels found. */
  readonly burnedIn: BurnedIn;
  /** What later studies of the same device have in common with it. */
  readonly device: DeviceTraits | null;
  /** An object that this project made before, byte for byte as it came; its pixels were decided then. */
  readonly own: boolean;
}

/** What cleaning an image needs beside the file. */
export interface CleanOptions extends ElementOptions {
  /** Which slices of a series are searched for text; shared by its files. */
  readonly sampler: SearchSampler;
  /** Where devices wrote in studies before this import: the same for all slices of a series. */
  readonly rules: readonly DeviceRule[];
}

/**
 * Opens the pixels of a cleaned file and decodes what may fail: nothing is stored that cannot be shown. `searched`: the risk of one whose
 * pixels are searched next, which decodes them.
 */
export async function openChecked(
  { source }: WorkFile,
  { codecs, beat }: Pick<ImportContext, "codecs" | "beat">,
  searched: PixelRisk = "NONE",
): Promise<OpenedDicom> {
  const opened = await openDicomPixels(source, codecs);
  if (searchDecodes(opened, searched)) return opened;
  const { columns, rows, samples } = opened.facts;
  beat?.(samplesPatienceMs(columns * rows * samples));
  await decodeSample(opened);
  return opened;
}

/** Of a file that was taken in before: only what it says of its patient, for the search in the files that follow. */
export async function learnTerms(
  file: WorkFile,
  { identity, named, terms, policy }: Omit<ElementOptions, "keys" | "sourceSha256">,
): Promise<void> {
  if (!named) return;
  const plain = file.inflated();
  const values = makeSourceValues(await plain.inspectDicom(), plain.bytes, decodeLabel);
  const { patientKey } = await identity.patient(named);
  addTerms(terms, patientKey, namingElements(values), policy.options);
}

/**
 * The whole of 3.2 for one DICOM image: its elements cleaned, its pixels opened and searched. Throws RefusedError, FormatError or
 * PipelineError; nothing is stored here.
 */
export async function cleanDicom(
  source: DicomSource,
  context: ImportContext,
  options: CleanOptions,
): Promise<CleanedDicom> {
  const { file, input } = source;
  const { patientKey } = input.maps;
  const claimed = ownInput(input);
  const own = claimed && (await ownElements(claimed, file, context, options.terms));
  if (own) {
    const opened = await openChecked(own.file, context);
    return {
      ...own,
      opened,
      patientKey: own.input.maps.patientKey,
      burnedIn: notSearched,
      device: null,
      own: true,
    };
  }
  // Digested by the platform while this thread cleans.
  const named = deviceDigest(options.keys.source, input.values);
  let cleaned = await cleanElements(source, context, options);
  let opened = await openChecked(cleaned.file, context, cleaned.plan.risk.class);
  const device = deviceTraits(await named, cleaned.values);
  const id = device && ruleId(device);
  const rule = options.rules.find((one) => one.id === id) ?? null;
  const slices = { series: cleaned.values.text("0020000E") ?? "", sampler: options.sampler };
  const hints = { regions: ultrasoundRegions(cleaned.values), rule, slices };
  const burnedIn = await findBurnedIn(opened, cleaned.plan.risk.class, context, hints);
  if (burnedIn.held && cleaned.plan.verdict === "released") {
    const plan = buildPlan({ ...cleaned.input, textFound: true });
    cleaned = { ...cleaned, ...(await rewriteChecked(context, { index: input.index, file }, plan)), plan };
    opened = await openChecked(cleaned.file, context);
  }
  return { ...cleaned, opened, patientKey, burnedIn, device, own: false };
}

/** The record of a cleaned file (deidentification 3.11): what was done, never to what. */
export function recordOf(
  cleaned: CleanedElements & { readonly own: boolean },
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
    ...(cleaned.input.generation > 0 ? { generation: cleaned.input.generation } : {}),
    outputSha256,
    verdict: plan.verdict,
    risk: plan.risk,
    actions: actionCounts(plan),
    boxes: [],
    // What comes back covered says so; how deep is said where it was covered.
    ...(cleaned.input.own?.faceCovered ? { face: { method: coverMethod, depthMm: coverDepthMm } } : {}),
    residual: { searched: residual.searched, hits: residual.hits, falseAlarms: residual.falseAlarms },
    reviewer: earlier ? earlierReview : null,
    reviewedAt: null,
  };
}
