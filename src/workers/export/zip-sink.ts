import { say } from "../../domain/said.ts";
import { crc32 } from "../../formats/png/crc32.ts";
import { readZipEntries } from "../../formats/zip/read-zip.ts";
import { makeZipWriter, type ZipPlace } from "../../formats/zip/write-zip.ts";
import { PlainError } from "../serve.ts";
import type { DatasetSink } from "./sink.ts";

/** Read back at a time. */
const pieceBytes = 4 << 20;

/** Removes what earlier ones left in a folder of the private file system. */
async function emptyFolder(folderName: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  await root.removeEntry(folderName, { recursive: true }).catch(() => undefined);
  return root.getDirectoryHandle(folderName, { create: true });
}

/** A zip in the origin's private file system, written and read back in place; `name` without its ending. */
export async function makeZipSink(name: string, folderName = "exports"): Promise<DatasetSink> {
  const folder = await emptyFolder(folderName);
  const fileName = `${name}.zip`;
  const file = await folder.getFileHandle(fileName, { create: true });
  const handle = await file.createSyncAccessHandle();
  const put = (bytes: Uint8Array, at: number) => {
    const written = handle.write(bytes, { at });
    if (written !== bytes.length)
      throw new PlainError("no-space", say`The disk is full. Free some space, then export again.`);
  };
  const zip = makeZipWriter({ write: put }, (text) => new TextEncoder().encode(text));
  let entries = new Map<string, ZipPlace>();
  const placeOf = (path: string): ZipPlace => {
    const entry = entries.get(path);
    if (!entry) throw new Error("The archive lacks an entry");
    return entry;
  };
  const checkSum = (entry: ZipPlace, crc: number) => {
    if (entry.crc !== crc) throw new Error("An entry of the archive has another sum than its list says");
  };
  const fetch = (at: number, length: number) => {
    const bytes = new Uint8Array(length);
    if (handle.read(bytes, { at }) !== length) throw new Error("The archive ends early");
    return bytes;
  };
  return {
    async write(path, parts) {
      const entry = zip.open(path);
      for await (const part of parts) entry.put(part);
      entries.set(path, entry.close());
    },
    async finish() {
      zip.finish();
      handle.flush();
      const source = { lengthBytes: handle.getSize(), read: fetch };
      // From here on only what the archive itself lists counts.
      const list = readZipEntries(source, (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes));
      entries = new Map(list.map((entry) => [entry.name, entry]));
    },
    paths: async () => [...entries.keys()],
    async read(path) {
      const entry = placeOf(path);
      const bytes = fetch(entry.at, entry.size);
      checkSum(entry, crc32(bytes));
      return bytes;
    },
    async *pieces(path) {
      const entry = placeOf(path);
      let crc = 0;
      for (let done = 0; done < entry.size; done += pieceBytes) {
        const bytes = fetch(entry.at + done, Math.min(pieceBytes, entry.size - done));
        crc = crc32(bytes, crc);
        yield bytes;
      }
      checkSum(entry, crc);
    },
    async handOver() {
      handle.close();
      const result = await file.getFile();
      return { file: result, bytes: result.size };
    },
    async discard() {
      handle.close();
      await folder.removeEntry(fileName).catch(() => undefined);
    },
  };
}
