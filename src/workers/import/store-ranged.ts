import { attest, attestPart } from "../../domain/deid/attest.ts";
import type { Instance } from "../../domain/study.ts";
import { removeStoredFile } from "../../storage/file-places.ts";
import { mainParts, putInstance, putParts } from "../../storage/instances.ts";
import { bringBack } from "../../storage/put-away.ts";
import { heldParts, putHeldParts, putHeldRow } from "../../storage/quarantine.ts";
import { storingParts } from "../../storage/unfinished.ts";
import { makeStreamSha256 } from "../wasm/stream-sha256.ts";
import type { CleanedBytes } from "./clean-tiff.ts";
import { chunkEndsOf } from "./cut-chunks.ts";
import { fileAbove, openImageFile } from "./image-file-writer.ts";
import type { ImportContext } from "./import-context.ts";
import { RefusedError } from "./refused-file.ts";
import type { SeriesRows } from "./series-rows.ts";
import type { CleanedImage } from "./stored-image.ts";
import type { RangedContent } from "./work-file.ts";

/** Chunks of one transaction. */
const batchBytes = 8 << 20;

/** Bytes as they are cut and in their order, once as often as they are asked for. */
type CutContent = Pick<RangedContent, "ends" | "pieces">;

/** The content of an image whose bytes go before its row: read by range, or as large as that they get a file. Null for all others. */
export function rangedContent(context: ImportContext, { chunks, ranged }: CleanedBytes): CutContent | null {
  if (ranged) return ranged;
  const ends = chunkEndsOf(chunks);
  if ((ends.at(-1) ?? 0) <= fileAbove(context)) return null;
  const pieces = async function* () {
    for (const chunk of chunks) yield new Uint8Array(chunk);
  };
  return { ends, pieces };
}

/** Hands the bytes over in chunks as planned; resolves to the SHA-256 of exactly what was handed over. */
async function writeChunks(
  { pieces, ends }: CutContent,
  { pipelines, signal }: Pick<ImportContext, "pipelines" | "signal">,
  put: (firstIndex: number, chunks: readonly ArrayBuffer[]) => Promise<void>,
): Promise<string> {
  const hash = makeStreamSha256(pipelines);
  let index = 0;
  let at = 0;
  let chunk = new Uint8Array(ends[0] ?? 0);
  let filled = 0;
  let batch: ArrayBuffer[] = [];
  let waiting = 0;
  const flush = async () => {
    if (batch.length > 0) await put(index - batch.length, batch);
    [batch, waiting] = [[], 0];
  };
  for await (const bytes of pieces()) {
    await hash.update(bytes);
    for (let done = 0; done < bytes.length; ) {
      const take = Math.min(bytes.length - done, chunk.length - filled);
      chunk.set(bytes.subarray(done, done + take), filled);
      filled += take;
      done += take;
      if (filled < chunk.length) continue;
      batch.push(chunk.buffer);
      waiting += filled;
      at += filled;
      index++;
      chunk = new Uint8Array((ends[index] ?? at) - at);
      filled = 0;
      if (waiting >= batchBytes) await flush();
    }
  }
  await flush();
  signal?.throwIfAborted();
  if (index !== ends.length) throw new RefusedError("rewrite-mismatch", "a file of another length");
  return hash.hex();
}

/** The rows of an image whose digest is known now. */
const withDigest = (image: CleanedImage, sha256: string): CleanedImage => ({
  ...image,
  instance: { ...image.instance, sha256 },
  record: { ...image.record, outputSha256: sha256 },
});

/**
 * Puts the bytes of an image where nobody finds them before its row is stored: into a file of their own, or into rows of the store where the
 * image is not that large or the browser gives no file. Resolves to the image as it is then. Inside `storingParts`.
 */
async function writeImage(
  context: ImportContext,
  image: CleanedImage,
  content: CutContent,
): Promise<CleanedImage> {
  const { database } = context;
  const { record } = image;
  const { sopUid } = image.instance;
  const large = (content.ends.at(-1) ?? 0) > fileAbove(context);
  const writer = large ? await openImageFile(database, sopUid) : null;
  if (writer) {
    try {
      const digest = await writeChunks(content, context, (_first, chunks) =>
        writer.append(attestPart(chunks, record)),
      );
      await writer.finish();
      const { instance, ...rest } = withDigest(image, digest);
      return { ...rest, instance: { ...instance, inFile: true } };
    } catch (reason) {
      if (!writer.failed()) throw reason;
    } finally {
      await writer.close();
    }
    await removeStoredFile(database, { kind: "images", name: sopUid });
  }
  const digest = await writeChunks(content, context, (first, chunks) => {
    const part = chunks.map((bytes, at) => ({ sopUid, index: first + at, bytes }));
    return putParts(database, attestPart(part, record));
  });
  return withDigest(image, digest);
}

/**
 * As `storeImage`, for one whose bytes do not go into one transaction: they first, its row last; rejects with nothing stored, false where
 * another tab was quicker.
 */
export async function storeRanged(
  context: ImportContext,
  rows: SeriesRows,
  image: CleanedImage,
  content: CutContent,
): Promise<boolean> {
  const { database } = context;
  const { sopUid } = image.instance;
  // Throws before the first byte where anything but the digest is missing.
  attestPart(null, image.record);
  const stored = await storingParts(mainParts(database), sopUid, async () => {
    const { instance, seriesFacts, study, record } = await writeImage(context, image, content);
    const attested = attest({ instance, chunks: [] }, { record, sha256: instance.sha256 });
    const series = await rows.add(instance, seriesFacts);
    try {
      if (await putInstance(database, attested, { study, series, record })) return true;
    } catch (reason) {
      await rows.drop(instance);
      throw reason;
    }
    await rows.drop(instance);
    await database.unfinished.delete(sopUid);
    return false;
  });
  return stored ?? false;
}

/** Brings back an image that was put away; one that another tab has brought back meanwhile stays as it is. */
export async function bringImageBack(context: ImportContext, cleaned: CleanedBytes): Promise<Instance> {
  const { database } = context;
  const content = rangedContent(context, cleaned);
  const { instance, record } = cleaned.image;
  if (!content) {
    const { chunks } = cleaned;
    await bringBack(database, attest({ instance, chunks }, { record, sha256: instance.sha256 }), record);
    return instance;
  }
  attestPart(null, record);
  const back = await storingParts(mainParts(database), instance.sopUid, async () => {
    const whole = await writeImage(context, cleaned.image, content);
    const { sha256 } = whole.instance;
    await bringBack(
      database,
      attest({ instance: whole.instance, chunks: [] }, { record: whole.record, sha256 }),
      whole.record,
    );
    return whole.instance;
  });
  return back ?? instance;
}

/** As `putHeld`, for an image that is too large for memory. */
export async function holdRanged(
  context: ImportContext,
  image: CleanedImage,
  content: RangedContent,
): Promise<void> {
  const { quarantine, keys } = context;
  const { sopUid, studyUid, seriesUid } = image.instance;
  const key = (await keys()).quarantine;
  const stored = await storingParts(heldParts(quarantine), sopUid, async () => {
    const digest = await writeChunks(content, context, (first, chunks) =>
      putHeldParts(quarantine, key, sopUid, first, chunks),
    );
    const facts = withDigest(image, digest);
    const row = { sopUid, studyUid, seriesUid, facts, heldAt: image.record.at };
    const lengthBytes = content.ends.at(-1) ?? 0;
    await putHeldRow(quarantine, key, row, { lengthBytes, chunkCount: content.ends.length });
    return true;
  });
  if (!stored) throw new RefusedError("duplicate");
}
