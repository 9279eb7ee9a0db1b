import type { BlankBox } from "../../domain/deid/plan.ts";
import type { TiffNativePixels, TiffPlan, TiffPlanPage } from "../../domain/deid/tiff-plan.ts";
import { policyId } from "../../formats/dicom/deid/build-plan.ts";
import { deidEdition } from "../../formats/dicom/deid-table.ts";
import { ybrFullToRgb } from "../../formats/dicom/ybr.ts";
import { buildTiffPlan } from "../../formats/tiff/deid/build-tiff-plan.ts";
import { tagNumbers } from "../../formats/tiff/read-ifd.ts";
import type { TiffPage } from "../../formats/tiff/tiff-page.ts";
import { openTiffPixels } from "../pixels/open-tiff-pixels.ts";
import { blankFrame, bytesOfSamples } from "./blank-frames.ts";
import type { ReleasedBytes } from "./check-release.ts";
import { rewriteTiffChecked } from "./clean-tiff.ts";
import { decodeSample } from "./decode-sample.ts";
import { tooLargeToBlank } from "./held-file.ts";
import type { ImportContext } from "./import-context.ts";
import { strictPolicy } from "./policy.ts";
import { RefusedError } from "./refused-file.ts";
import { dropPage, isCopyOfPage, shownPages, withLeftOut } from "./shown-pages.ts";
import type { CleanedImage } from "./stored-image.ts";
import type { WorkFile } from "./work-file.ts";

/** Stored values that a screen shows darkest, one a sample. */
function darkest(page: TiffPage, photometric: number): readonly number[] {
  const top = page.sampleFormat === 3 ? 1 : 2 ** (page.sampleFormat === 2 ? page.bits - 1 : page.bits) - 1;
  if (photometric === 0) return new Array<number>(page.samples).fill(top);
  if (photometric === 3) {
    const count = page.colorMap.length / 3;
    const sums = Array.from({ length: count }, (_, i) =>
      [0, 1, 2].reduce((sum, band) => sum + (page.colorMap[band * count + i] ?? 0), 0),
    );
    return [Math.max(0, sums.indexOf(Math.min(...sums)))];
  }
  if (photometric === 5) return [0, 0, 0, top].slice(0, page.samples);
  return new Array<number>(page.samples).fill(0);
}

const sampleFormat = 339;

/** Tags of a page whose samples take the place of its data: SampleFormat only where it is that of the samples. */
async function nativeTags(page: TiffPage, tags: readonly number[]): Promise<readonly number[]> {
  if (!page.logarithmic) return tags;
  const [said = 1] = await tagNumbers(page.directory, sampleFormat);
  if (said === page.sampleFormat) return tags;
  if (page.sampleFormat !== 1) throw new RefusedError("unsupported-pixels");
  return tags.filter((tag) => tag !== sampleFormat);
}

/** A page that can only be blanked after decoding: one uncompressed strip of its samples takes its place. */
function nativeOf(page: TiffPage, bytesPerSample: number, at: number, len: number): TiffNativePixels {
  const bits = bytesPerSample * 8;
  const widened = page.bits !== bits;
  if (widened || (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64))
    throw new RefusedError("unsupported-pixels");
  return {
    at,
    len,
    bitsPerSample: bits,
    samples: page.samples,
    photometric: page.photometric === 6 ? 2 : page.photometric,
  };
}

/** The plan of a release: pages that nobody has seen go when boxes are drawn, for they may repeat what the boxes hide. */
async function releasePlan(
  file: WorkFile,
  boxes: readonly BlankBox[],
  context: ImportContext,
  { risk, outputSha256 }: CleanedImage["record"],
): Promise<{
  readonly plan: TiffPlan;
  readonly native: Uint8Array;
  readonly index: Awaited<ReturnType<ImportContext["pipelines"]["inspectTiff"]>>;
}> {
  const index = await file.inspectTiff();
  const policy = { id: policyId, hash: strictPolicy.hash, tables: deidEdition, options: [] };
  const base = buildTiffPlan({ index, bytes: file.bytes, sourceSha256: outputSha256, policy });
  const shown = await shownPages(file.source);
  const opened = await openTiffPixels(file.source, context.codecs);
  const parts: Uint8Array[] = [];
  let total = 0;
  const pages: TiffPlanPage[] = [];
  for (const planned of base.pages) {
    const frameIndex = shown.findIndex((one) => one.at === planned.at);
    const page = shown[frameIndex]?.page;
    if (!page) {
      // Reduced copies of what was seen may stay where nothing was hidden.
      const stays = planned.action === "keep" && boxes.length === 0 && isCopyOfPage(planned);
      pages.push(stays ? planned : dropPage(planned));
      continue;
    }
    const own = boxes.filter((box) => box.frames === "all" || box.frames.includes(frameIndex));
    if (own.length === 0) {
      pages.push({ ...planned, action: "keep" });
    } else if (page.compression === 1 && page.photometric !== 6) {
      pages.push({ ...planned, action: "keep", boxes: own, blank: darkest(page, page.photometric) });
    } else {
      if (file.ranged) throw tooLargeToBlank();
      const frame = await opened.stored(frameIndex);
      if (frame.photometric.startsWith("YBR") && frame.pixels instanceof Uint8Array)
        ybrFullToRgb(frame.pixels);
      const native = nativeOf(page, frame.pixels.BYTES_PER_ELEMENT, total, frame.pixels.byteLength);
      const blank = darkest(page, native.photometric);
      blankFrame(frame, frameIndex, own, blank);
      parts.push(bytesOfSamples(frame.pixels));
      total += native.len;
      const tags = await nativeTags(page, planned.tags);
      pages.push({ ...planned, action: "keep", tags, boxes: own, blank, native });
    }
  }
  const native = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    native.set(part, at);
    at += part.length;
  }
  return {
    plan: { ...base, verdict: "released", reasons: ["released-by-person"], risk, pages },
    native,
    index,
  };
}

/** Blanks the boxes of a held TIFF; see `releaseHeld`. */
export async function releaseTiff(
  held: CleanedImage,
  file: WorkFile,
  boxes: readonly BlankBox[],
  reviewer: string,
  context: ImportContext,
): Promise<ReleasedBytes> {
  const { plan, native, index } = await releasePlan(file, boxes, context, held.record);
  const output = await rewriteTiffChecked(
    context,
    { index, file },
    plan,
    native.length > 0 ? native : undefined,
  );
  const opened = await openTiffPixels(output.file.source, context.codecs);
  await decodeSample(opened);
  const { ends, ...content } = output.file.cut(null);
  const outputSha256 = content.ranged ? "" : await output.file.sha256();
  return {
    image: {
      ...held,
      instance: {
        ...held.instance,
        facts: withLeftOut(opened.facts, held.instance.facts.leftOutPages),
        stacks: opened.stacks,
        lengthBytes: output.file.source.lengthBytes,
        sha256: outputSha256,
        chunkCount: ends.length,
        chunkEnds: ends,
        pixelVerdict: "released-by-person",
      },
      record: {
        ...held.record,
        outputSha256,
        verdict: "released",
        boxes,
        reviewer,
        reviewedAt: context.now(),
      },
    },
    ...content,
    proof: {
      before: await openTiffPixels(file.source, context.codecs),
      after: opened,
      boxes,
      compare: "shown",
    },
  };
}
