import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { keyedUid } from "../../domain/deid/keyed-uid.ts";
import type { TiffPlan } from "../../domain/deid/tiff-plan.ts";
import { policyId } from "../../formats/dicom/deid/build-plan.ts";
import { deidEdition } from "../../formats/dicom/deid-table.ts";
import { buildTiffPlan } from "../../formats/tiff/deid/build-tiff-plan.ts";
import { mainPage } from "../../formats/tiff/deid/page-role.ts";
import { tiffResidual, tiffTerms } from "../../formats/tiff/deid/tiff-residual.ts";
import { type IndexedTiff, tiffDifference } from "../../formats/tiff/deid/verify-tiff.ts";
import type { ProjectKeys } from "../../storage/keys.ts";
import { openTiffPixels } from "../pixels/open-tiff-pixels.ts";
import { decidePixels } from "./decide-pixels.ts";
import { decodeOldJpegPages } from "./decode-old-jpeg.ts";
import { decodeSample, searchDecodes } from "./decode-sample.ts";
import { hmac } from "./digests.ts";
import { findBurnedIn } from "./find-burned-in.ts";
import type { Identity, PatientId } from "./identity-maps.ts";
import type { ImportContext } from "./import-context.ts";
import { namelessImage } from "./nameless-image.ts";
import { bytesPatienceMs, samplesPatienceMs } from "./patience.ts";
import { strictPolicy } from "./policy.ts";
import { RefusedError } from "./refused-file.ts";
import { shownPages, withLeftOut, withoutUnseen } from "./shown-pages.ts";
import type { CleanedImage } from "./stored-image.ts";
import type { RangedContent, WorkFile } from "./work-file.ts";

/** A cleaned image with its bytes in chunks, or, where they are too many for memory, by range: then its digest is not known yet. */
export interface CleanedBytes {
  readonly image: CleanedImage;
  readonly chunks: readonly ArrayBuffer[];
  readonly ranged?: RangedContent;
}

/** Rewrites by a plan and shows that the output is what the plan says. */
export async function rewriteTiffChecked(
  context: ImportContext,
  { index: before, file: original }: Pick<IndexedTiff, "index"> & { readonly file: WorkFile },
  plan: TiffPlan,
  native?: Uint8Array,
) {
  const source = { index: before, bytes: original.bytes };
  const patienceMs = bytesPatienceMs(source.bytes.length + (native?.length ?? 0));
  context.beat?.(patienceMs);
  const file = await original.rewriteTiff(plan, native);
  context.beat?.(patienceMs);
  const index = await file.inspectTiff();
  const { bytes, copies } = file;
  const difference = tiffDifference(plan, source, { index, bytes }, copies);
  if (difference !== null) throw new RefusedError("rewrite-mismatch", difference);
  const terms = tiffTerms(source);
  const descriptions = plan.pages.flatMap((page) => page.description ?? []);
  const hits = tiffResidual({ index, bytes }, terms, descriptions);
  if (hits > 0) throw new RefusedError("residual-identity");
  return { file, index, searched: terms.size };
}

/** Pages and tags of a TIFF and their fates, as the record counts them. */
function tiffActions(plan: TiffPlan): DeidRecord["actions"] {
  const counts = new Map<string, number>();
  for (const page of plan.pages) {
    const name = `page:${page.why}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([tag, count]) => {
    const keep = plan.pages.some((page) => `page:${page.why}` === tag && page.action === "keep");
    return { tag, action: keep ? "keep" : "remove", why: "file-level", count };
  });
}

/** Inspect, plan, rewrite, inspect again, compare, decode: the whole of 3.2 for one TIFF. Nothing is stored here. */
export async function cleanTiff(
  file: WorkFile,
  { sourceHmac, sourceSha256 }: { readonly sourceHmac: string; readonly sourceSha256: string },
  named: PatientId | null,
  context: ImportContext,
  { keys, identity }: { readonly keys: ProjectKeys; readonly identity: Identity },
): Promise<CleanedBytes> {
  if (!named) throw new RefusedError("no-patient");
  context.beat?.(bytesPatienceMs(file.bytes.length));
  const index = await file.inspectTiff();
  const base = buildTiffPlan({
    index,
    bytes: file.bytes,
    sourceSha256,
    policy: { id: policyId, hash: strictPolicy.hash, tables: deidEdition, options: [] },
  });
  if (base.verdict === "refused") throw new RefusedError("no-pixel-data");
  const seen = withoutUnseen(base, await shownPages(file.source), mainPage(index.pages)?.at);
  const { plan, native } = await decodeOldJpegPages(seen.plan, file, context);
  const output = await rewriteTiffChecked(context, { index, file }, plan, native ?? undefined);
  const opened = await openTiffPixels(output.file.source, context.codecs);
  const { columns, rows, samples } = opened.facts;
  context.beat?.(samplesPatienceMs(columns * rows * samples));
  if (!searchDecodes(opened, plan.risk.class)) await decodeSample(opened);
  const burnedIn = await findBurnedIn(opened, plan.risk.class, context);

  const { patientKey, generation } = await identity.patient(named);
  const uid = async (kind: string) =>
    keyedUid(await hmac(keys.uid, `uid\0${generation}\0tiff ${kind} ${sourceSha256}`));
  const [sopUid, seriesUid, studyUid] = [await uid("sop"), await uid("series"), await uid("study")];
  const { ends, ...content } = output.file.cut(null);
  const image = namelessImage({
    place: { sopUid, seriesUid, studyUid },
    pixels: {
      format: "tiff",
      facts: withLeftOut(opened.facts, seen.leftOutPages),
      planes: opened.planes,
      stacks: opened.stacks,
    },
    patientKey,
    studyDescription: "TIFF image",
    series: { description: "", number: 1 },
    frameOfReferenceUid: null,
    chunkEnds: ends,
    sha256: content.ranged ? "" : await output.file.sha256(),
    decision: decidePixels(plan.risk, burnedIn),
    sourceHmac,
    generation,
    risk: plan.risk,
    actions: tiffActions(plan),
    searched: output.searched,
    at: context.now(),
  });
  return { image: { ...image, places: burnedIn.places }, ...content };
}
