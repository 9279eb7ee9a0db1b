import { attest } from "../../domain/deid/attest.ts";
import type { Deidentified } from "../../domain/deid/deidentified.ts";
import type { CapturePlace, OutboxRow } from "../../domain/sync/outbox-row.ts";
import { instanceBytes } from "../../storage/instances.ts";
import { labelObjectBytes } from "../../storage/outbox.ts";
import { sha256Hex } from "../export/sha256-hex.ts";
import { captureObject } from "./capture-object.ts";
import type { SyncContext } from "./sync-context.ts";

/**
 * The bytes behind a row; null when they are not here, or are no longer those that their record vouches for. Label objects were attested
 * when they were queued, and nothing but the outbox writes them.
 */
export async function outboxBytes(
  { database, codecs, signal }: Pick<SyncContext, "database" | "codecs" | "signal">,
  { uid, kind, capture }: OutboxRow,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (kind !== "image") {
    const bytes = await labelObjectBytes(database, uid);
    return bytes && new Uint8Array(bytes);
  }
  return imageBytes({ database, codecs, signal }, uid, capture);
}

/** The bytes of an image as it goes to others: `uid` is its own, or it is a part of `capture`. Null as above. */
export async function imageBytes(
  { database, codecs, signal }: Pick<SyncContext, "database" | "codecs" | "signal">,
  uid: string,
  capture?: CapturePlace,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (capture) return captureObject(database, codecs, capture.sopUid, capture.part, signal);
  const bytes = await instanceBytes(database, uid);
  const record = await database.deidRecords.get(uid);
  if (!bytes || !record) return null;
  try {
    const clean: Deidentified<Uint8Array<ArrayBuffer>> = attest(bytes, {
      record,
      sha256: await sha256Hex(bytes),
    });
    return clean;
  } catch {
    return null;
  }
}
