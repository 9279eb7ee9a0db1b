import { attestPart } from "../../../src/domain/deid/attest.ts";
import type { DeidRecord } from "../../../src/domain/deid/deid-record.ts";
import type { Instance } from "../../../src/domain/study.ts";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { instancePieces, putParts } from "../../../src/storage/instances.ts";
import { openImageFile } from "../../../src/workers/import/image-file-writer.ts";
import { storedSource } from "../../../src/workers/pixels/stored-source.ts";

/** What the page asks for: `rows` of the store, or a `file`. */
export interface StoreTask {
  readonly place: "rows" | "file";
  readonly megabytes: number;
  readonly images: number;
}

/** Milliseconds. */
export interface StoreTimes {
  readonly writeMs: number;
  /** 50 frames of 512² × 16 bit at random. */
  readonly randomMs: number;
  readonly allMs: number;
}

const frameBytes = 512 * 512 * 2;
const chunkBytes = 2 * frameBytes;
const batch = 8;
const record = {
  sopUid: "1.2.3",
  verdict: "released",
  residual: { hits: 0 },
  risk: { class: "LOW" },
  outputSha256: "",
} as unknown as DeidRecord;
const database = openMainDatabase("store-bench");

/** Bytes that no store makes smaller, another piece each time. */
const noise = new Uint8Array(chunkBytes);
for (let at = 0; at < noise.length; at += 65536) crypto.getRandomValues(noise.subarray(at, at + 65536));
function piece(index: number): ArrayBuffer {
  const bytes = noise.slice();
  bytes[0] = index;
  return bytes.buffer;
}

/** Writes images as the import does, but for their rows and digests. */
async function write(sopUids: readonly string[], count: number, place: StoreTask["place"]): Promise<void> {
  for (const sopUid of sopUids) {
    const file = place === "file" ? await openImageFile(database, sopUid) : null;
    if (place === "file" && !file) throw new Error("This browser gives no file.");
    for (let first = 0; first < count; first += batch) {
      const chunks = Array.from({ length: Math.min(batch, count - first) }, (_, at) => piece(first + at));
      if (file) await file.append(attestPart(chunks, record));
      else {
        const part = chunks.map((bytes, at) => ({ sopUid, index: first + at, bytes }));
        await putParts(database, attestPart(part, record));
      }
    }
    await file?.finish();
    await file?.close();
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

async function measure({ place, megabytes, images }: StoreTask): Promise<StoreTimes> {
  const count = Math.round((megabytes * 2 ** 20) / chunkBytes / images);
  const sopUids = Array.from({ length: images }, (_, at) => `1.2.3.${at + 1}`);
  await database.open();
  const writeMs = await timed(() => write(sopUids, count, place));
  const rows = sopUids.map(
    (sopUid): Instance =>
      ({
        sopUid,
        lengthBytes: count * chunkBytes,
        chunkCount: count,
        chunkEnds: Array.from({ length: count }, (_, at) => (at + 1) * chunkBytes),
        ...(place === "file" ? { inFile: true } : {}),
      }) as unknown as Instance,
  );
  let state = 7;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  const sources = rows.map((row) => storedSource(database, row));
  const randomMs = await timed(async () => {
    for (let round = 0; round < 50; round++) {
      const bytes = await sources[random(images)]?.read(random(count * 2) * frameBytes, frameBytes);
      if (bytes?.length !== frameBytes) throw new Error("a short frame");
    }
  });
  const allMs = await timed(async () => {
    let index = 0;
    for (const row of rows)
      for await (const bytes of instancePieces(database, row)) {
        if (bytes.length !== chunkBytes || bytes[0] !== (index++ % count) % 256)
          throw new Error("another piece than was written");
      }
  });
  return { writeMs, randomMs, allMs };
}

addEventListener("message", ({ data }: MessageEvent<StoreTask>) => {
  measure(data).then(
    (times) => postMessage({ times }),
    (reason: unknown) => postMessage({ error: String(reason) }),
  );
});
