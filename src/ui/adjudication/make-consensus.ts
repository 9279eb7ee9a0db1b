import type { Annotation, Provenance } from "../../domain/annotation.ts";
import { canonicalJson } from "../../domain/canonical-json.ts";
import type { Classification } from "../../domain/classification.ts";
import { instanceUidFrom, timeUuidFrom, uuidFrom } from "../../domain/instance-uid.ts";
import type { NewLabel } from "../../domain/new-labels-diff.ts";
import type { FusedThing } from "../../domain/review/fuse-readers.ts";
import { openReview } from "../../domain/review/review-record.ts";
import type { StudyVersion } from "../../domain/review/study-version.ts";
import type { ConsensusDraft } from "../../storage/consensus.ts";
import { type Identity, randomBytes } from "../app/identity.ts";

const newUid = () => instanceUidFrom(randomBytes(16));

/** Answers that all readers who gave one gave alike; `open` counts the others. */
function agreedAnswers(
  versions: readonly StudyVersion[],
  provenance: Provenance,
): { readonly agreed: readonly Classification[]; readonly open: number } {
  const questions = new Map<string, Classification[]>();
  for (const { classifications } of versions)
    for (const one of classifications) {
      // Things got new ids: answers about them do not carry over.
      if (one.scope === "object") continue;
      const key = canonicalJson({ scope: one.scope, target: { ...one.target }, field: one.field });
      questions.set(key, [...(questions.get(key) ?? []), one]);
    }
  const agreed: Classification[] = [];
  let open = 0;
  for (const answers of questions.values()) {
    const [first] = answers;
    if (!first) continue;
    if (answers.some(({ value }) => canonicalJson(value) !== canonicalJson(first.value))) open++;
    else {
      const derivedFrom = answers.map(({ recordUid }) => recordUid).sort();
      agreed.push({ ...first, recordUid: newUid(), provenance: { ...provenance, derivedFrom } });
    }
  }
  return { agreed, open };
}

/** The records of a consensus: new labels of the origin `consensus`, each with all that it was made of. */
export function makeConsensus(
  study: string,
  things: readonly FusedThing[],
  versions: readonly StudyVersion[],
  schemaVersion: number,
  { user, device }: Identity,
  nowMs: number,
): ConsensusDraft & { readonly openAnswers: number } {
  const at = new Date(nowMs).toISOString();
  const byHand = things.some(({ choice }) => choice.kind === "draw");
  const provenance: Provenance = {
    origin: "consensus",
    author: user,
    device,
    createdAt: at,
    editedAt: at,
    activeSeconds: 0,
    derivedFrom: [],
  };
  const labels = things.flatMap((thing): NewLabel[] => {
    const uids = thing.labels.map(newUid);
    return thing.labels.map((label, index): NewLabel => {
      const [first] = uids;
      const annotation: Annotation = {
        v: 1,
        instanceUid: uids[index] ?? newUid(),
        ...(index > 0 && first !== undefined ? { objectUid: first } : {}),
        classId: label.classId,
        schemaVersion,
        target: label.target,
        geometry: label.geometry ?? { type: "mask", layer: 0, segmentIndex: 0 },
        attributes: label.attributes,
        status: byHand ? "submitted" : "accepted",
        locked: false,
        hidden: false,
        provenance: { ...provenance, derivedFrom: label.derivedFrom },
      };
      return { annotation, spans: label.geometry ? null : label.spans };
    });
  });
  const id = timeUuidFrom(randomBytes(16), nowMs);
  const { agreed, open } = agreedAnswers(versions, provenance);
  return {
    id,
    labels,
    classifications: agreed,
    openAnswers: open,
    review: byHand
      ? openReview({
          id: uuidFrom(randomBytes(16)),
          study,
          version: id,
          reviewer: user,
          device,
          startedAt: at,
        })
      : null,
  };
}
