import { factsAt } from "../domain/facts-at.ts";
import type { ImageFacts } from "../domain/image-facts.ts";
import type { PlacedFrame, PriorBox } from "../domain/prior-boxes.ts";
import { readReviewRules } from "../domain/review/review-record.ts";
import type { FrameRef } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";
import { ownView } from "./readings.ts";
import { readSetting } from "./settings.ts";

/** A frame with what its file says of its place. */
export function placedFrame({ sopUid, frameIndex, plane }: FrameRef, ofFile: ImageFacts): PlacedFrame {
  const facts = factsAt(ofFile, frameIndex);
  const spacingMm = facts.spacingKind === "patient" ? (facts.spacingMm ?? null) : null;
  return { sopUid, frameIndex, columns: facts.columns, rows: facts.rows, plane: plane ?? null, spacingMm };
}

/**
 * The boxes that lie in the other studies of a patient, as this person may see them: of several blind readers each has their own alone. Rejected
 * labels are none.
 */
export async function readPriorBoxes(
  db: MainDatabase,
  of: { readonly studyUid: string; readonly patientKey: string },
  user: string,
): Promise<readonly PriorBox[]> {
  const { readers } = readReviewRules(await readSetting(db, "review-rules"));
  const others = await db.studies
    .filter(({ studyUid, patientKey }) => patientKey === of.patientKey && studyUid !== of.studyUid)
    .toArray();
  const found: PriorBox[] = [];
  for (const study of others) {
    const { key } = await ownView(db, study, user, readers);
    const rows = await db.annotations.where("studyUid").equals(key).toArray();
    for (const { annotation } of rows) {
      const { geometry, target, status, instanceUid, classId } = annotation;
      if (geometry.type !== "box" || status === "rejected") continue;
      const [series, instance] = await Promise.all([
        db.series.get(target.series),
        db.instances.get(target.sop),
      ]);
      const ref = series?.frames.find(
        ({ sopUid, frameIndex }) => sopUid === target.sop && frameIndex === target.frame - 1,
      );
      if (!series || !instance || !ref) continue;
      found.push({
        id: instanceUid,
        classId,
        seriesUid: series.seriesUid,
        frameOfReferenceUid: series.frameOfReferenceUid,
        frame: placedFrame(ref, instance.facts),
        boxImage: geometry.boxImage,
      });
    }
  }
  return found;
}
