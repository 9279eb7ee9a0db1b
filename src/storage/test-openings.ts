import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import type { PublishContext } from "./publish-schema.ts";

/** The action of the audit chain that says that the test part was opened (export-and-workflow 3.9). */
export const testOpeningAction = "test-split-opened";

/** How often the test part was opened on this device. */
export const countTestOpenings = (db: MainDatabase): Promise<number> =>
  db.audit.filter(({ action }) => action === testOpeningAction).count();

/** Opens the test part for one evaluation: counted and written into the chain with the person's reason, before a number is shown. */
export async function openTestPart(
  db: MainDatabase,
  model: string,
  reason: string,
  { chain, actor, at }: PublishContext,
): Promise<void> {
  await db.transaction("rw", db.audit, async () => {
    const opening = (await countTestOpenings(db)) + 1;
    const detail = { reason, opening };
    await appendAudit(db, { chain, actor, at, action: testOpeningAction, target: model, detail });
  });
}
