import { attest, attestPart } from "../../domain/deid/attest.ts";
import { mainParts, putInstance, putParts } from "../../storage/instances.ts";
import { heldParts, putHeldParts, putHeldRow } from "../../storage/quarantine.ts";
import { storingParts } from "../../storage/unfinished.ts";
import { makeStreamSha256 } from "../wasm/stream-sha256.ts";
import type { CleanedBytes } from "./clean-tiff.ts";
import type { ImportContext } from "./import-context.ts";
import { mostWhole } from "./open-file.ts";
import { RefusedError } from "./refused-file.ts";
import type { SeriesRows } from "./series-rows.ts";
import type { CleanedImage, PreparedImage } from "./stored-image.ts";
import type { RangedContent } from "./work-file.ts";

/** Chunks of one transaction. */
const batchBytes = 8 << 20;

/** Hands the bytes over in chunks as planned; resolves to the SHA-256 of exactly what was handed over. */
async function writeChunks(
  { pieces, ends }: RangedContent,
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
 * A cleaned image with its bytes in memory, for what goes into the store in one transaction. Throws RefusedError `too-large` where it was
 * read by range and does not fit.
 */
export async function inMemory(
  context: ImportContext,
  { image, chunks, ranged }: CleanedBytes,
): Promise<PreparedImage> {
  if (!ranged) return { image, chunks };
  const { lengthBytes } = ranged.source;
  if (lengthBytes > mostWhole(context)) throw new RefusedError("too-large", `${lengthBytes} bytes`);
  const all: ArrayBuffer[] = [];
  const digest = await writeChunks(ranged, context, async (_first, part) => {
    all.push(...part);
  });
  return { image: withDigest(image, digest), chunks: all };
}

/**
 * As `storeImage`, for one that is too large for memory: its chunks first, its row last; rejects with nothing stored, false where another
 * tab was quicker.
 */
export async function storeRanged(
  context: ImportContext,
  rows: SeriesRows,
  image: CleanedImage,
  content: RangedContent,
): Promise<boolean> {
  const { database } = context;
  const { sopUid } = image.instance;
  // Throws before the first byte where anything but the digest is missing.
  attestPart(null, image.record);
  const stored = await storingParts(mainParts(database), sopUid, async () => {
    const digest = await writeChunks(content, context, (first, chunks) => {
      const part = chunks.map((bytes, at) => ({ sopUid, index: first + at, bytes }));
      return putParts(database, attestPart(part, image.record));
    });
    const { instance, seriesFacts, study, record } = withDigest(image, digest);
    const attested = attest({ instance, chunks: [] }, { record, sha256: digest });
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
