import type { FacePreview } from "../../domain/calls/import-calls.ts";
import type { CancelSignal } from "../../domain/cancel.ts";
import type { ImageFacts } from "../../domain/image-facts.ts";
import type { PixelSource } from "../pixels/pixel-source.ts";
import { facePreview, type HeadFrame } from "./face-preview.ts";
import { heldRow, openHeld } from "./held-image.ts";
import type { ImportContext } from "./import-context.ts";
import { RefusedError } from "./refused-file.ts";

/** The preview of a face from held images: those of the size of the first. Throws RefusedError or PlainError. */
export async function heldFace(
  context: ImportContext,
  sopUids: readonly string[],
  open: (sopUid: string) => Promise<PixelSource>,
  progress: (progress: { readonly done: number }) => void,
  signal: CancelSignal,
): Promise<FacePreview> {
  const frames: HeadFrame[] = [];
  let facts: ImageFacts | null = null;
  for (const sopUid of sopUids) {
    const { instance } = await openHeld(context, await heldRow(context, sopUid));
    facts ??= instance.facts;
    if (instance.facts.columns !== facts.columns || instance.facts.rows !== facts.rows) continue;
    for (let frameIndex = 0; frameIndex < instance.facts.frames; frameIndex++)
      frames.push({ sopUid, frameIndex, plane: instance.planes[frameIndex] ?? undefined });
  }
  if (!facts) throw new RefusedError("unsupported-pixels");
  return facePreview(frames, facts, open, (done) => progress({ done }), signal);
}
