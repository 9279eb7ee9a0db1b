import { type ReviewRules, readReviewRules } from "../domain/review/review-record.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import type { PeopleChange } from "./people.ts";
import { readSetting } from "./settings.ts";

const setting = "review-rules";

/** How the project reviews. */
export const reviewRules = async (db: MainDatabase): Promise<ReviewRules> =>
  readReviewRules(await readSetting(db, setting));

/** Changes how the project reviews, and says so in the device's chain. */
export async function writeReviewRules(
  db: MainDatabase,
  rules: ReviewRules,
  by: PeopleChange,
): Promise<void> {
  await db.transaction("rw", db.settings, db.audit, async () => {
    const value = readReviewRules(rules);
    await db.settings.put({ key: setting, value });
    const { readers, reviewerMayEditOwn, reasons } = value;
    const detail = { readers, reviewerMayEditOwn, reasons: reasons.length };
    await appendAudit(db, { ...by, action: "review-rules", target: "project", detail });
  });
}
