import type { StudyVersion } from "../domain/review/study-version.ts";
import { SaidError, say } from "../domain/said.ts";
import { appendAudit } from "./audit.ts";
import type { MainDatabase } from "./database.ts";
import type { PeopleChange } from "./people.ts";

/** Everything that was submitted on this device or taken from others. */
export const allSubmissions = (db: MainDatabase): Promise<StudyVersion[]> =>
  db.versions.filter(({ kind }) => kind === "submitted").toArray();

/**
 * Takes submissions of another device, in one transaction; those that are here already are left alone. Rejects, and takes nothing, where
 * one is of a study or an image that is not here.
 */
export async function takeSubmissions(
  db: MainDatabase,
  versions: readonly StudyVersion[],
  by: PeopleChange,
): Promise<{ readonly taken: number; readonly known: number }> {
  return db.transaction("rw", [db.versions, db.studies, db.instances, db.audit], async () => {
    let taken = 0;
    for (const version of versions) {
      const { studyUid, versionUid } = version;
      if (!(await db.studies.get(studyUid)))
        throw new SaidError(
          say`Nothing was taken: study ${studyUid} is not on this device. Import its images first.`,
        );
      const sops = new Set(version.annotations.map(({ target }) => target.sop));
      for (const sop of sops)
        if ((await db.instances.get(sop))?.studyUid !== studyUid)
          throw new SaidError(
            say`Nothing was taken: image ${sop} of study ${studyUid} is not on this device.`,
          );
      if (await db.versions.get(versionUid)) continue;
      await db.versions.add(version);
      await appendAudit(db, {
        ...by,
        action: "submission-taken",
        target: versionUid,
        detail: { study: studyUid },
      });
      taken++;
    }
    return { taken, known: versions.length - taken };
  });
}
