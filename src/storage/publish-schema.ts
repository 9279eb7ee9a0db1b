import { sha256OfJson } from "../domain/audit-chain.ts";
import type { LabelSchema } from "../domain/label-schema.ts";
import type { EditRecord, RecordDiff } from "../domain/record-diff.ts";
import { SaidError, say } from "../domain/said.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import { chooseSchema } from "./schemas.ts";

/** Who publishes, when. */
export interface PublishContext {
  readonly chain: string;
  readonly actor: string;
  /** ISO 8601 UTC. */
  readonly at: string;
}

const asRecord = (value: LabelSchema): EditRecord => ({ kind: "schema", id: value.id, value });

/**
 * Publishes the next version of the project's schema while no study is open (an open study's session does it through its
 * log): the record diff is applied and audited in one transaction. Rejects when `next` does not follow what is stored.
 */
export async function publishSchema(
  db: MainDatabase,
  next: LabelSchema,
  context: PublishContext,
): Promise<RecordDiff> {
  return db.transaction("rw", db.schemas, db.settings, db.audit, async () => {
    const before = await db.schemas.get(next.id);
    if (before && before.version + 1 !== next.version) {
      throw new SaidError(
        say`Schema not published: expected version ${before.version + 1}, found ${next.version}. Another tab has published; reload.`,
      );
    }
    const diff: RecordDiff = {
      added: before ? {} : { [next.id]: asRecord(next) },
      updated: before ? { [next.id]: [asRecord(before), asRecord(next)] } : {},
      removed: {},
      masks: [],
    };
    await chooseSchema(db, next);
    await appendAudit(db, {
      chain: context.chain,
      at: context.at,
      actor: context.actor,
      action: "publish-schema",
      target: next.id,
      detail: { version: next.version, diffSha256: sha256OfJson(diff) },
    });
    return diff;
  });
}
