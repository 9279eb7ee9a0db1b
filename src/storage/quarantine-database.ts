import Dexie, { type EntityTable, type Table } from "dexie";
import type { UnfinishedRow } from "./unfinished.ts";

/** An image whose pixels wait for a person: metadata already clean, bytes AES-GCM encrypted. */
export interface HeldRow {
  readonly sopUid: string;
  readonly studyUid: string;
  readonly seriesUid: string;
  /** AES-GCM of the JSON of everything else that release needs (plan record, study, series and instance rows). */
  readonly sealed: ArrayBuffer;
  readonly sealedIv: Uint8Array<ArrayBuffer>;
  readonly heldAt: string;
  readonly lengthBytes: number;
  readonly chunkCount: number;
}

export interface HeldChunkRow {
  readonly sopUid: string;
  readonly index: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly bytes: ArrayBuffer;
}

/** The quarantine: no query, export or sync opens it; only the import worker and its review do. */
export type QuarantineDatabase = Dexie & {
  held: EntityTable<HeldRow, "sopUid">;
  heldChunks: Table<HeldChunkRow, [string, number]>;
  unfinished: EntityTable<UnfinishedRow, "sopUid">;
};

/** Opens the quarantine store. */
export function openQuarantineDatabase(name = "overread-quarantine"): QuarantineDatabase {
  const database = new Dexie(name, { chromeTransactionDurability: "strict" }) as QuarantineDatabase;
  database.version(1).stores({ held: "sopUid, studyUid", heldChunks: "[sopUid+index]" });
  database.version(2).stores({ unfinished: "sopUid" });
  return database;
}
