import type { HeldChunkRow, HeldRow, QuarantineDatabase } from "./quarantine-database.ts";
import type { PartTables } from "./unfinished.ts";

/** AES-GCM with a fresh 96-bit nonce. */
async function seal(key: CryptoKey, plain: Uint8Array<ArrayBuffer>) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
}

const open = (key: CryptoKey, iv: Uint8Array<ArrayBuffer>, bytes: ArrayBuffer) =>
  crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, bytes);

/** A held image to store: `facts` is JSON-safe and holds all that release needs beside the bytes. */
export interface HeldImageData extends HeldImageFacts {
  readonly chunks: readonly ArrayBuffer[];
}

/** A held image but for its bytes. */
export interface HeldImageFacts {
  readonly sopUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly facts: unknown;
  readonly heldAt: string;
}

/** Where the chunks of a large held image go. */
export const heldParts = ({ unfinished, heldChunks, held }: QuarantineDatabase): PartTables => ({
  unfinished,
  whole: held as unknown as PartTables["whole"],
  parts: heldChunks as unknown as PartTables["parts"],
});

async function sealChunks(
  key: CryptoKey,
  sopUid: string,
  firstIndex: number,
  chunks: readonly ArrayBuffer[],
): Promise<HeldChunkRow[]> {
  const rows: HeldChunkRow[] = [];
  for (const [at, bytes] of chunks.entries())
    rows.push({ sopUid, index: firstIndex + at, ...(await seal(key, new Uint8Array(bytes))) });
  return rows;
}

/** Encrypts and stores chunks of a large held image, inside `storingParts`: nothing finds them before `putHeldRow`. */
export async function putHeldParts(
  database: QuarantineDatabase,
  key: CryptoKey,
  sopUid: string,
  firstIndex: number,
  chunks: readonly ArrayBuffer[],
): Promise<void> {
  await database.heldChunks.bulkPut(await sealChunks(key, sopUid, firstIndex, chunks));
}

/** Stores the row of a large held image whose chunks are there. */
export async function putHeldRow(
  database: QuarantineDatabase,
  key: CryptoKey,
  { facts, ...ids }: HeldImageFacts,
  { lengthBytes, chunkCount }: Pick<HeldRow, "lengthBytes" | "chunkCount">,
): Promise<void> {
  const sealed = await seal(key, new TextEncoder().encode(JSON.stringify(facts)));
  const row: HeldRow = { ...ids, sealed: sealed.bytes, sealedIv: sealed.iv, lengthBytes, chunkCount };
  await database.transaction("rw", database.held, database.unfinished, async () => {
    await database.unfinished.delete(row.sopUid);
    await database.held.put(row);
  });
}

/**
 * Encrypts an image and stores it in one transaction, its row last. Everything is encrypted before the transaction opens:
 * awaiting WebCrypto inside would let it commit.
 */
export async function putHeld(
  database: QuarantineDatabase,
  key: CryptoKey,
  data: HeldImageData,
): Promise<void> {
  const facts = await seal(key, new TextEncoder().encode(JSON.stringify(data.facts)));
  const chunks = await sealChunks(key, data.sopUid, 0, data.chunks);
  const row: HeldRow = {
    sopUid: data.sopUid,
    studyUid: data.studyUid,
    seriesUid: data.seriesUid,
    sealed: facts.bytes,
    sealedIv: facts.iv,
    heldAt: data.heldAt,
    lengthBytes: data.chunks.reduce((sum, bytes) => sum + bytes.byteLength, 0),
    chunkCount: chunks.length,
  };
  await database.transaction("rw", database.held, database.heldChunks, async () => {
    await database.heldChunks.bulkPut(chunks);
    await database.held.put(row);
  });
}

/** Stores other `facts` for a held image; its bytes stay. Nothing happens where it is held no longer. */
export async function changeHeldFacts(
  database: QuarantineDatabase,
  key: CryptoKey,
  sopUid: string,
  facts: unknown,
): Promise<void> {
  const { iv, bytes } = await seal(key, new TextEncoder().encode(JSON.stringify(facts)));
  await database.held.update(sopUid, { sealed: bytes, sealedIv: iv });
}

/** What `putHeld` was given as `facts`. */
export async function heldFacts(key: CryptoKey, row: HeldRow): Promise<unknown> {
  return JSON.parse(new TextDecoder().decode(await open(key, row.sealedIv, row.sealed)));
}

/** One decrypted chunk of a held image; null when it is missing. */
export async function heldChunk(
  database: QuarantineDatabase,
  key: CryptoKey,
  sopUid: string,
  index: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunk = await database.heldChunks.get([sopUid, index]);
  return chunk ? new Uint8Array(await open(key, chunk.iv, chunk.bytes)) : null;
}

/** The bytes of a held image, in memory; null when a part is missing. */
export async function heldBytes(
  database: QuarantineDatabase,
  key: CryptoKey,
  row: HeldRow,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(row.lengthBytes);
  let at = 0;
  for (let index = 0; index < row.chunkCount; index++) {
    const plain = await heldChunk(database, key, row.sopUid, index);
    if (!plain) return null;
    bytes.set(plain, at);
    at += plain.length;
  }
  return at === row.lengthBytes ? bytes : null;
}

/** UIDs of the held images of a study. */
export const heldOf = (database: QuarantineDatabase, studyUid: string): Promise<string[]> =>
  database.held.where("studyUid").equals(studyUid).primaryKeys();

/** Removes held images and their bytes. */
export async function deleteHeld(database: QuarantineDatabase, sopUids: readonly string[]): Promise<void> {
  await database.transaction("rw", database.held, database.heldChunks, async () => {
    for (const sopUid of sopUids) {
      await database.heldChunks
        .where("[sopUid+index]")
        .between([sopUid, 0], [sopUid, Number.MAX_SAFE_INTEGER])
        .delete();
      await database.held.delete(sopUid);
    }
  });
}
