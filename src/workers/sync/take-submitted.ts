import type { StudyVersion } from "../../domain/review/study-version.ts";
import { studyHeads } from "../../domain/sync/study-heads.ts";
import { submissionOf } from "../../domain/sync/submission-of.ts";
import { versionState } from "../../domain/sync/version-state.ts";
import { reviewRules } from "../../storage/review-rules.ts";
import { activeSchema } from "../../storage/schemas.ts";
import { takeSubmissions } from "../../storage/submissions.ts";
import { readVersions } from "../../storage/sync-versions.ts";
import type { VersionMaker } from "./make-version.ts";

/**
 * Where several people read each study blind: what others handed in on their devices is kept for the comparison (Review), which stays shut to
 * the study's own readers. Versions whose images are not here yet wait for them. Returns how many came.
 */
export async function takeSubmitted(
  { database, reader, device, nowMs }: Pick<VersionMaker, "database" | "reader" | "device" | "nowMs">,
  actor: string,
): Promise<number> {
  if ((await reviewRules(database)).readers < 2) return 0;
  const schema = await activeSchema(database);
  const wanted: StudyVersion[] = [];
  for (const { studyUid } of await database.studies.toArray()) {
    const { others } = studyHeads(await readVersions(database, studyUid), reader);
    for (const version of others) {
      if (versionState(version) !== "submitted" || (await database.versions.get(version.uid))) continue;
      const submission = submissionOf(version, schema);
      const sops = [...new Set(submission.annotations.map(({ target }) => target.sop))];
      const images = await database.instances.bulkGet(sops);
      if (images.every((image) => image?.studyUid === studyUid)) wanted.push(submission);
    }
  }
  const by = { chain: device, actor, at: new Date(nowMs()).toISOString() };
  return (await takeSubmissions(database, wanted, by)).taken;
}
