import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import type { PlanInput } from "../../formats/dicom/deid/plan-input.ts";
import { buildReleasePlan } from "../../formats/dicom/deid/release-plan.ts";
import { makeSourceValues } from "../../formats/dicom/deid/source-values.ts";
import { changeHeldFacts, deleteHeld, heldBytes } from "../../storage/quarantine.ts";
import { openDicomPixels } from "../pixels/open-dicom-pixels.ts";
import { checkRelease, type ReleasedBytes } from "./check-release.ts";
import { openChecked } from "./clean-dicom.ts";
import { rewriteChecked } from "./clean-elements.ts";
import { chunkEndsOf, cutChunks } from "./cut-chunks.ts";
import { decodeLabel } from "./decode-label.ts";
import { sha256 } from "./digests.ts";
import { heldRow, openHeld } from "./held-image.ts";
import { dicomImageRows } from "./image-rows.ts";
import { type ImportContext, toolVersion } from "./import-context.ts";
import { learnDevice } from "./learn-device.ts";
import { nativeLayout } from "./native-layout.ts";
import { pixelDigest } from "./pixel-digest.ts";
import { policyOfRecord } from "./policy.ts";
import { RefusedError } from "./refused-file.ts";
import { releasePixels } from "./release-pixels.ts";
import { releaseRaw } from "./release-raw.ts";
import { releaseTiff } from "./release-tiff.ts";
import type { SeriesRows } from "./series-rows.ts";
import { slideBoxes } from "./slide-boxes.ts";
import { storeImage } from "./store-image.ts";
import type { CleanedImage } from "./stored-image.ts";

async function releaseDicom(
  held: CleanedImage,
  bytes: Uint8Array<ArrayBuffer>,
  boxes: readonly BlankBox[],
  reviewer: string,
  context: ImportContext,
): Promise<ReleasedBytes> {
  const keys = await context.keys();
  const policy = policyOfRecord(held.record);
  const index = await context.pipelines.inspectDicom(bytes);
  const values = makeSourceValues(index, bytes, decodeLabel);
  const opened = await openDicomPixels(bytes, context.codecs);
  // Boxes are drawn on what is seen: the whole of a slide, not its stored tiles.
  const size = { columns: values.u16("00280011") ?? 0, rows: values.u16("00280010") ?? 0 };
  const own = opened.matrix ? slideBoxes(opened.matrix, size, boxes) : boxes;
  const compressed = index.fragments.length > 0;
  const written = await releasePixels(values, compressed, opened, own, context.codecs);
  const { pixels, bytes: native } = written;
  // Where the sign lies in bits that JPEG-LS does not store, what is shown is compared.
  const compare = pixels.frames?.facts?.signed ? "shown" : "stored";
  const input: PlanInput = {
    index,
    values,
    sourceSha256: await sha256(bytes),
    options: policy.options,
    // No UID is mapped twice: the plan of a release asks for none.
    maps: {
      patientKey: held.study.patientKey,
      shiftDays: 0,
      uid: () => {
        throw new RefusedError("rewrite-mismatch");
      },
    },
    policyHash: policy.hash,
    toolVersion,
    generation: held.record.generation ?? 0,
    pixelDigest: await pixelDigest(keys.px, index, bytes),
  };
  const source = { index, bytes };
  let output = await rewriteChecked(
    context,
    source,
    buildReleasePlan(input, pixels, held.record.risk),
    native,
  );
  const digest = await pixelDigest(keys.px, output.index, output.bytes);
  if (digest !== input.pixelDigest) {
    const plan = buildReleasePlan({ ...input, pixelDigest: digest }, pixels, held.record.risk);
    output = await rewriteChecked(context, source, plan, native);
  }
  const shown = await openChecked(output.bytes, context);
  const chunks = cutChunks(output.bytes, nativeLayout(output.index, shown.storedCount));
  const at = context.now();
  return {
    image: dicomImageRows({
      values: output.values,
      opened: shown,
      record: {
        ...held.record,
        outputSha256: await sha256(output.bytes),
        verdict: "released",
        boxes,
        ...(native
          ? {
              recoded: {
                from: index.transferSyntax,
                to: output.index.transferSyntax,
                bytesBefore: bytes.length,
                bytesAfter: output.bytes.length,
              },
            }
          : {}),
        reviewer,
        reviewedAt: at,
      },
      patientKey: held.study.patientKey,
      lengthBytes: output.bytes.length,
      chunkEnds: chunkEndsOf(chunks),
      pixelVerdict: "released-by-person",
    }),
    chunks,
    // Opened anew: what was decoded above was blanked in place.
    proof: {
      before: await openDicomPixels(bytes, context.codecs),
      after: shown,
      boxes: own,
      compare,
    },
  };
}

const releases = { dicom: releaseDicom, tiff: releaseTiff, raw: releaseRaw } as const;

/** What came of a release: text that was found after blanking sends the image back to the person. */
export type ReleaseOutcome =
  | { readonly kind: "released"; readonly recoded: DeidRecord["recoded"] }
  | { readonly kind: "returned"; readonly places: number };

/**
 * Blanks the boxes of a held image, proves what was done, searches it again, and moves it to the main store: written and verified
 * there first, then deleted from the quarantine. After a crash between the two the main store wins. Throws when it cannot; the image
 * then stays held, as it does with more places where text was found again.
 */
export async function releaseHeld(
  sopUid: string,
  boxes: readonly BlankBox[],
  reviewer: string,
  context: ImportContext,
  rows: SeriesRows,
): Promise<ReleaseOutcome> {
  const row = await heldRow(context, sopUid);
  let recoded: DeidRecord["recoded"];
  if (!(await context.database.instances.get(sopUid))) {
    const { quarantine } = await context.keys();
    const held = await openHeld(context, row);
    const bytes = await heldBytes(context.quarantine, quarantine, row);
    if (!bytes || (await sha256(bytes)) !== held.record.outputSha256) throw new RefusedError("truncated");
    const release = releases[held.instance.format];
    const made = await release(held, bytes, boxes, reviewer, context);
    // Without boxes no pixel byte was touched, and every place was seen.
    const checked = boxes.length > 0 ? await checkRelease(held, made, boxes, context) : null;
    if (checked && checked.places.length > 0) {
      const places = [...(held.places ?? []), ...checked.places];
      await changeHeldFacts(context.quarantine, quarantine, sopUid, { ...held, places });
      return { kind: "returned", places: checked.places.length };
    }
    const image = checked
      ? { ...made.image, record: { ...made.image.record, proof: checked.proof } }
      : made.image;
    await storeImage(context, rows, image, made.chunks);
    recoded = image.record.recoded;
    // A rule that could not be stored is learned from the next study.
    await learnDevice(context, held, boxes).catch(() => undefined);
  }
  await deleteHeld(context.quarantine, [sopUid]);
  return { kind: "released", recoded };
}
