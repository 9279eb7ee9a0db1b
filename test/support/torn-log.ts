import { appendFileSync, existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

/** The log that LevelDB appends to under IndexedDB in a profile with one origin; null: this browser keeps its stores otherwise. */
export function storeLog(profile: string): string | null {
  const folder = join(profile, "Default/IndexedDB");
  const store = existsSync(folder) && readdirSync(folder).find((name) => name.endsWith(".leveldb"));
  if (!store) return null;
  const log = readdirSync(join(folder, store))
    .filter((name) => name.endsWith(".log"))
    .toSorted()
    .at(-1);
  return log ? join(folder, store, log) : null;
}

const blockBytes = 32_768;
const headerBytes = 7;

/** Leaves at the end of a log what a process leaves that dies while it writes: a record's header (checksum, length, kind) and half of what it announces. */
export function tearLog(log: string): void {
  const left = blockBytes - (statSync(log).size % blockBytes);
  // A record does not begin where its header has no room.
  const fill = left < headerBytes + 2 ? left : 0;
  const length = Math.min(40, (fill > 0 ? blockBytes : left) - headerBytes);
  const header = Buffer.from([1, 2, 3, 4, length, 0, 1]);
  appendFileSync(log, Buffer.concat([Buffer.alloc(fill), header, Buffer.alloc(length >> 1, 9)]));
}
