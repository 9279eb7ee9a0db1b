import { attest, attestPart } from "../../../src/domain/deid/attest.ts";
import type { DeidRecord } from "../../../src/domain/deid/deid-record.ts";
import type { Instance, Study } from "../../../src/domain/study.ts";
import { openMainDatabase } from "../../../src/storage/database.ts";
import { makeInstanceWriter } from "../../../src/storage/instance-writer.ts";
import { instancePieces, putParts } from "../../../src/storage/instances.ts";
import { openImageFile } from "../../../src/workers/import/image-file-writer.ts";
import type { ImportContext } from "../../../src/workers/import/import-context.ts";
import { mostFiles } from "../../../src/workers/import/most-beside.ts";
import { makePackWriter } from "../../../src/workers/import/pack-writer.ts";
import { storedSource } from "../../../src/workers/pixels/stored-source.ts";

/**
 * What the page asks for: `rows` of the store, or a `file`. `pack` and `plain`: images of one frame with all their rows, as the import stores
 * them, with packs and without.
 */
export interface StoreTask {
  readonly place: "rows" | "file" | "pack" | "plain";
  /** Where a pack begins, in bytes; as the import has it when absent. */
  readonly packAbove?: number;
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

/** An image of one frame, with what the import stores beside it. */
function image(at: number) {
  const sopUid = `1.2.3.${at + 1}`;
  const bytes = noise.slice(0, frameBytes);
  bytes[0] = at;
  const chunks = [bytes.buffer];
  const instance = {
    sopUid,
    studyUid: "1.2",
    seriesUid: "1.2.3",
    facts: { columns: 512, rows: 512, frames: 1, bitsStored: 16, samples: 1 },
    planes: [{ origin: [0, 0, at], row: [1, 0, 0], column: [0, 1, 0], spacing: [0.7, 0.7] }],
    lengthBytes: frameBytes,
    chunkCount: 1,
    chunkEnds: [frameBytes],
  } as unknown as Instance;
  const study = { studyUid: "1.2", description: "CT", modalities: ["CT"] } as unknown as Study;
  const own = { ...record, sopUid, studyUid: "1.2", sourceHmac: `hmac ${at}` };
  return {
    attested: attest({ instance, chunks }, { record: own, sha256: own.outputSha256 }),
    rows: { study, series: null, record: own },
  };
}

/** Stores images as the import does: so many at a time are on their way. */
async function store(images: readonly ReturnType<typeof image>[], packAbove: number | undefined) {
  const packs = makePackWriter({
    database,
    ...(packAbove === undefined ? {} : { packAbove }),
  } as ImportContext);
  const writer = makeInstanceWriter(database, packs);
  const running = new Set<Promise<unknown>>();
  for (const { attested, rows } of images) {
    while (running.size >= mostFiles) await Promise.race(running);
    const stored = writer.put(attested, rows).finally(() => running.delete(stored));
    running.add(stored);
  }
  await Promise.all(running);
  await packs.close();
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

/** Writes what is asked for; how long that took, and the rows of the images. */
async function written(task: StoreTask, count: number) {
  const { place, images } = task;
  if (place === "pack" || place === "plain") {
    const made = Array.from({ length: images }, (_, at) => image(at));
    const packAbove = place === "plain" ? Number.POSITIVE_INFINITY : task.packAbove;
    const writeMs = await timed(() => store(made, packAbove));
    return { writeMs, rows: await database.instances.toArray() };
  }
  const sopUids = Array.from({ length: images }, (_, at) => `1.2.3.${at + 1}`);
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
  return { writeMs, rows };
}

async function measure(task: StoreTask): Promise<StoreTimes> {
  const { place, megabytes, images } = task;
  const count = Math.round((megabytes * 2 ** 20) / chunkBytes / images);
  await database.open();
  const { writeMs, rows } = await written(task, count);
  const single = place === "pack" || place === "plain";
  if (place === "pack" && !rows.some(({ pack }) => pack)) throw new Error("Nothing lies in a pack.");
  let state = 7;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  const sources = rows.map((row) => storedSource(database, row));
  const randomMs = await timed(async () => {
    for (let round = 0; round < 50; round++) {
      const frame = single ? 0 : random(count * 2);
      const bytes = await sources[random(images)]?.read(frame * frameBytes, frameBytes);
      if (bytes?.length !== frameBytes) throw new Error("a short frame");
    }
  });
  const allMs = await timed(async () => {
    let index = 0;
    for (const row of rows)
      for await (const bytes of instancePieces(database, row)) {
        const first = single ? Number(row.sopUid.split(".").at(-1)) - 1 : index++ % count;
        if (bytes.length !== (single ? frameBytes : chunkBytes) || bytes[0] !== first % 256)
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
