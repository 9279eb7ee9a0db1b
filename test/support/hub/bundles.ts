import { makeZipWriter } from "../../../src/formats/zip/write-zip.ts";
import type { MainDatabase } from "../../../src/storage/database.ts";
import type { Codecs } from "../../../src/workers/codecs/codecs.ts";
import type { DatasetSink } from "../../../src/workers/export/sink.ts";
import type { VersionMaker } from "../../../src/workers/sync/make-version.ts";
import { openBundle } from "../../../src/workers/sync/open-bundle.ts";
import { followAll } from "../../../src/workers/sync/run-sync.ts";
import { writeBundle } from "../../../src/workers/sync/write-bundle.ts";
import { noCodecs } from "../no-codecs.ts";

/** A zip in memory, by the writer that the app uses on disk. */
export function memoryZip() {
  const pieces: { readonly at: number; readonly bytes: Uint8Array }[] = [];
  const zip = makeZipWriter(
    { write: (bytes, at) => void pieces.push({ at, bytes: bytes.slice() }) },
    (text) => new TextEncoder().encode(text),
  );
  const state = { discarded: false };
  let length = 0;
  const file = () => {
    const whole = new Uint8Array(length);
    for (const { at, bytes } of pieces) whole.set(bytes, at);
    return new File([whole], "bundle.zip");
  };
  const sink: DatasetSink = {
    write: async (path, parts) => {
      const bytes: Uint8Array[] = [];
      for await (const part of parts) bytes.push(part);
      zip.add(path, bytes);
    },
    finish: async () => {
      length = zip.finish();
    },
    paths: async () => [],
    read: () => Promise.reject(new Error("nothing is read back here")),
    pieces: () => {
      throw new Error("nothing is read back here");
    },
    handOver: async () => ({ file: file(), bytes: length }),
    discard: async () => {
      state.discarded = true;
    },
  };
  return { sink, state };
}

/** Who makes versions in a store that the import made. */
export const makerOf = (
  database: MainDatabase,
  reader: string,
  codecs: Codecs = noCodecs,
  signal = new AbortController().signal,
): VersionMaker => ({
  database,
  codecs,
  reader,
  device: "3f1c2a5e-1111-4222-8333-944455556666",
  toolVersion: "0.1.0",
  nowMs: () => 1_800_000_000_000,
  randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
  signal,
});

/** A bundle of everything in a store; null where there is nothing. */
export async function bundleOf(maker: VersionMaker, images = true): Promise<File | null> {
  const { sink } = memoryZip();
  const written = await writeBundle({ maker, images, openSink: async () => sink, progress: () => undefined });
  return written?.file ?? null;
}

/** Takes a bundle in and follows what can be followed, as the worker does. */
export async function takeBundle(maker: VersionMaker, zip: Blob) {
  const opened = await openBundle({ maker, progress: () => undefined }, zip);
  const followed = await followAll({ maker, actor: "u", whileClosed: (_study, work) => work() });
  return { opened, followed };
}
