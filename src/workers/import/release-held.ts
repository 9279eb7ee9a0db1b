import type { DeidRecord } from "../../domain/deid/deid-record.ts";
import { coverDepthMm, coverMethod } from "../../domain/deid/face-cover.ts";
import type { BlankBox } from "../../domain/deid/plan.ts";
import { toolVersion } from "../../domain/tool.ts";
import { faceSign, isOnlyFace } from "../../formats/dicom/deid/pixel-risk.ts";
import type { PlanInput } from "../../formats/dicom/deid/plan-input.ts";
import { buildReleasePlan } from "../../formats/dicom/deid/release-plan.ts";
import { makeSourceValues } from "../../formats/dicom/deid/source-values.ts";
import type { InstanceWriter } from "../../storage/instance-writer.ts";
import { putInstance } from "../../storage/instances.ts";
import { changeHeldFacts, deleteHeld } from "../../storage/quarantine.ts";
import { openDicomPixels } from "../pixels/open-dicom-pixels.ts";
import { checkRelease, type ReleasedBytes } from "./check-release.ts";
import { openChecked } from "./clean-dicom.ts";
import { rewriteChecked } from "./clean-elements.ts";
import { coverSeed, makeFaceCover } from "./cover-face.ts";
import { coverNative } from "./cover-native.ts";
import { decodeLabel } from "./decode-label.ts";
import { heldFile, mayBeBlankedWhole, tooLargeToBlank } from "./held-file.ts";
import { heldRow, openHeld } from "./held-image.ts";
import { dicomImageRows } from "./image-rows.ts";
import type { ImportContext } from "./import-context.ts";
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
import { type WorkFile, wholeBytes } from "./work-file.ts";

/** What a person wants done to the pixels of an image before it goes. */
export interface ReleaseWish {
  readonly boxes: readonly BlankBox[];
  readonly coverFace?: boolean;
}

async function releaseDicom(
  held: CleanedImage,
  given: WorkFile,
  { boxes, coverFace }: ReleaseWish,
  reviewer: string,
  context: ImportContext,
): Promise<ReleasedBytes> {
  const keys = await context.keys();
  const policy = policyOfRecord(held.record);
  const heldIndex = await given.inspectDicom();
  const compressed = heldIndex.fragments.length > 0;
  const before = await openDicomPixels(given.source, context.codecs);
  const { sopUid } = held.instance;
  const asked = coverFace === true && held.record.risk.signs.includes(faceSign);
  const cover = asked ? makeFaceCover(before.facts, await coverSeed(keys.px, sopUid)) : undefined;
  if (cover && given.ranged) throw tooLargeToBlank();
  const inPlace = cover && !compressed;
  const file = inPlace ? await coverNative(given, heldIndex, before, cover, context.pipelines) : given;
  const index = inPlace ? await file.inspectDicom() : heldIndex;
  const values = makeSourceValues(index, file.bytes, decodeLabel);
  const opened = inPlace ? await openDicomPixels(file.source, context.codecs) : before;
  // Boxes are drawn on what is seen: the whole of a slide, not its stored tiles.
  const size = { columns: values.u16("00280011") ?? 0, rows: values.u16("00280010") ?? 0 };
  const own = opened.matrix ? slideBoxes(opened.matrix, size, boxes) : boxes;
  if (compressed && file.ranged && boxes.length > 0) throw tooLargeToBlank();
  const places = (held.places ?? []).map(({ box }) => box);
  const written = await releasePixels(values, compressed, opened, own, context.codecs, places, cover);
  const { pixels, bytes: native } = written;
  // Where the sign lies in bits that JPEG-LS does not store, what is shown is compared.
  const compare = pixels.frames?.facts?.signed ? "shown" : "stored";
  const input: PlanInput = {
    index,
    values,
    sourceSha256: inPlace ? await file.sha256() : held.record.outputSha256,
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
    pixelDigest: await pixelDigest(keys.px, index, file),
  };
  const source = { index, file };
  const { risk } = held.record;
  const onlyFace = isOnlyFace(risk) && places.length === 0 && boxes.length === 0;
  const claims = { textCleared: !onlyFace, faceCovered: cover !== undefined };
  let output = await rewriteChecked(context, source, buildReleasePlan(input, pixels, risk, claims), native);
  const digest = await pixelDigest(keys.px, output.index, output.file);
  if (digest !== input.pixelDigest) {
    const plan = buildReleasePlan({ ...input, pixelDigest: digest }, pixels, risk, claims);
    output = await rewriteChecked(context, source, plan, native);
  }
  const shown = await openChecked(output.file, context);
  const { ends, ...content } = output.file.cut(nativeLayout(output.index, shown.storedCount));
  const at = context.now();
  return {
    image: dicomImageRows({
      values: output.values,
      opened: shown,
      record: {
        ...held.record,
        outputSha256: content.ranged ? "" : await output.file.sha256(),
        verdict: "released",
        // As they were blanked: in baseline JPEG that is by whole blocks.
        boxes: opened.matrix ? boxes : pixels.boxes,
        ...(cover ? { face: { method: coverMethod, depthMm: coverDepthMm } } : {}),
        ...(native
          ? {
              recoded: {
                from: index.transferSyntax,
                to: output.index.transferSyntax,
                bytesBefore: file.source.lengthBytes,
                bytesAfter: output.file.source.lengthBytes,
              },
            }
          : {}),
        reviewer,
        reviewedAt: at,
      },
      patientKey: held.study.patientKey,
      lengthBytes: output.file.source.lengthBytes,
      chunkEnds: ends,
      pixelVerdict: "released-by-person",
    }),
    ...content,
    // Opened anew: what was decoded above was blanked in place.
    proof: {
      before: await openDicomPixels(given.source, context.codecs),
      after: shown,
      boxes: pixels.boxes,
      compare,
      ...(cover ? { cover } : {}),
    },
  };
}

/** How often a large image goes by: its digest, that of its pixels before and after, and into the store. */
const rounds = 4;

/** What came of a release: text that was found after blanking sends the image back to the person. */
export type ReleaseOutcome =
  | { readonly kind: "released"; readonly recoded: DeidRecord["recoded"] }
  | { readonly kind: "returned"; readonly places: number };

/**
 * Blanks the boxes of a held image and covers its face, where a person wants it, proves what was done, searches it again, and moves it to the main store: written and verified
 * there first, then deleted from the quarantine. After a crash between the two the main store wins. Throws when it cannot; the image
 * then stays held, as it does with more places where text was found again.
 */
export async function releaseHeld(
  sopUid: string,
  wish: ReleaseWish,
  reviewer: string,
  given: ImportContext,
  rows: SeriesRows,
  onShare: (share: number) => void = () => undefined,
): Promise<ReleaseOutcome> {
  const { boxes } = wish;
  const row = await heldRow(given, sopUid);
  let moved = 0;
  const context: ImportContext = {
    ...given,
    moved: (bytes) => {
      moved += bytes;
      onShare(Math.min(1, moved / (rounds * row.lengthBytes)));
    },
  };
  let recoded: DeidRecord["recoded"];
  if (!(await context.database.instances.get(sopUid))) {
    const { quarantine } = await context.keys();
    const held = await openHeld(context, row);
    const make = async (asked: "ranged" | "whole") => {
      const file = await heldFile(context, row, held, asked);
      if ((await file.sha256()) !== held.record.outputSha256) throw new RefusedError("truncated");
      const { format } = held.instance;
      return format === "raw"
        ? releaseRaw(held, wholeBytes(file), boxes, reviewer, context)
        : format === "tiff"
          ? releaseTiff(held, file, boxes, reviewer, context)
          : releaseDicom(held, file, wish, reviewer, context);
    };
    const made = await make("ranged").catch((reason: unknown) => {
      if (mayBeBlankedWhole(row, context, reason)) return make("whole");
      throw reason;
    });
    // Without boxes no pixel byte was touched, and every place was seen.
    const checked =
      boxes.length > 0 || made.proof.cover
        ? await checkRelease(held, made, made.image.record.boxes, context)
        : null;
    if (checked && checked.places.length > 0) {
      const places = [...(held.places ?? []), ...checked.places];
      await changeHeldFacts(context.quarantine, quarantine, sopUid, { ...held, places });
      return { kind: "returned", places: checked.places.length };
    }
    const image = checked
      ? { ...made.image, record: { ...made.image.record, proof: checked.proof } }
      : made.image;
    const writer: InstanceWriter = { put: (...given) => putInstance(context.database, ...given) };
    await storeImage(context, { rows, writer }, { ...made, image });
    recoded = image.record.recoded;
    // A rule that could not be stored is learned from the next study.
    await learnDevice(context, held, boxes).catch(() => undefined);
  }
  await deleteHeld(context.quarantine, [sopUid]);
  return { kind: "released", recoded };
}
