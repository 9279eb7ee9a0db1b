import type { FrameBytes } from "../verify-decode-dicom.ts";
import type { AppPage, Decoded, NoAnswer, PageImage, StoredImage } from "./app-page.ts";

/** What the app made of one file. */
export type DecodeOutcome =
  | {
      readonly kind: "decoded";
      readonly format: string;
      /** As the store gave them back; pages that the import leaves out as the decoder gives them. */
      readonly images: readonly PageImage[];
      /** What cleaning changed in the samples, by name; then `images` holds those of the file itself. */
      readonly changed?: string;
      /** Why nothing was stored, though the frames can be decoded; then `images` holds those of the file itself. */
      readonly notKept?: { readonly code: string; readonly reason: string };
    }
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly message: string;
      /** What the import said, where it took part. */
      readonly importCode?: string;
    }
  | { readonly kind: "wrong"; readonly expected: string; readonly found: string }
  | NoAnswer;

const sameFrame = (a: FrameBytes, b: FrameBytes) =>
  a.columns === b.columns &&
  a.rows === b.rows &&
  a.samples === b.samples &&
  a.type === b.type &&
  Buffer.compare(a.bytes, b.bytes) === 0;

/** The frame with the bits above `bitsStored` cleared: what is left when an overlay in them was removed (PS3.3 C.9.2). */
function withoutHighBits(frame: FrameBytes, bitsStored: number): FrameBytes {
  const bytes = new Uint8Array(frame.bytes);
  const view = new DataView(bytes.buffer);
  const keep = 2 ** bitsStored - 1;
  if (frame.type.endsWith("16"))
    for (let at = 0; at + 2 <= bytes.length; at += 2)
      view.setUint16(at, view.getUint16(at, true) & keep, true);
  else if (frame.type.endsWith("8"))
    for (let at = 0; at < bytes.length; at++) bytes[at] = (bytes[at] ?? 0) & keep;
  return { ...frame, bytes };
}

/**
 * Holds the stored frames of a DICOM file against the file's own. Equal: the stored ones are to be compared. Less the high bits:
 * cleaning removed an overlay, the file's own are. Anything else is a fault of the import.
 */
export function reconcileFrames(image: StoredImage, original: readonly FrameBytes[]): DecodeOutcome {
  const { frames, bitsStored } = image;
  const equals = (other: readonly FrameBytes[]) =>
    frames.length === other.length && frames.every((frame, i) => sameFrame(frame, other[i] ?? frame));
  if (equals(original)) return { kind: "decoded", format: "dicom", images: [image] };
  if (
    original.every(({ samples }) => samples === 1) &&
    equals(original.map((one) => withoutHighBits(one, bitsStored)))
  )
    return {
      kind: "decoded",
      format: "dicom",
      images: [{ frames: original, refused: null }],
      changed: "overlay in the high bits removed",
    };
  return {
    kind: "wrong",
    expected: "stored frames as the file has them",
    found: `${frames.length} of ${original.length} frames, with other samples`,
  };
}

/**
 * Lays the stored frames of a TIFF over the pages of the file, in order: a frame stands for the next page that decodes to the same.
 * Pages in between were left out by policy and stay as decoded. A frame that is no page is a fault of the import.
 */
export function layOverPages(stored: readonly FrameBytes[], pages: readonly PageImage[]): DecodeOutcome {
  const images = [...pages];
  let from = 0;
  for (const frame of stored) {
    const at = pages.findIndex(
      ({ frames: [page] }, i) => i >= from && page !== undefined && sameFrame(page, frame),
    );
    if (at < 0) {
      return {
        kind: "wrong",
        expected: "every stored frame as a page of the file has it",
        found: "a frame with other samples",
      };
    }
    images[at] = { frames: [frame], refused: null };
    from = at + 1;
  }
  return { kind: "decoded", format: "tiff", images };
}

function fromOriginal(original: Decoded, notKept: { code: string; reason: string }): DecodeOutcome {
  if (original.kind === "refused") return { ...original, importCode: notKept.code };
  return original.kind === "decoded" ? { ...original, notKept } : original;
}

/**
 * Imports one file into an empty store and reads its frames back. `agrees` says whether frames are those of the reference: where
 * they are not, the file's own tell whether cleaning changed them or the import did wrong.
 */
export async function examineFile(
  page: AppPage,
  path: string,
  agrees: (frames: readonly FrameBytes[]) => boolean,
): Promise<DecodeOutcome> {
  const imported = await page.importFile(path);
  if (imported.kind !== "imported") return imported;
  const [image] = imported.stored;
  if (!image) {
    const [refusal] = imported.refused;
    return fromOriginal(await page.decode(path), {
      code: refusal?.code ?? "skipped",
      reason: refusal?.message ?? "An index or a leaving of a file system.",
    });
  }
  if (image.refused !== null)
    return { kind: "wrong", expected: "stored frames that can be read back", found: image.refused };
  if (image.format === "dicom") {
    if (agrees(image.frames)) return { kind: "decoded", format: "dicom", images: [image] };
    const original = await page.decode(path);
    if (original.kind === "decoded") return reconcileFrames(image, original.images[0]?.frames ?? []);
    return { kind: "decoded", format: "dicom", images: [image] };
  }
  if (image.format !== "tiff") return { kind: "decoded", format: image.format, images: [image] };
  const original = await page.decode(path);
  if (original.kind === "decoded") return layOverPages(image.frames, original.images);
  if (original.kind === "refused")
    return {
      kind: "wrong",
      expected: "a file that decodes as its stored copy does",
      found: original.message,
    };
  return original;
}
