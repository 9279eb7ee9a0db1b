import { type CarriedLabels, carriedLabels, type ImagePlace } from "../domain/carried-labels.ts";
import { instanceUidFrom, timeUuidFrom } from "../domain/instance-uid.ts";
import { newLabelsDiff } from "../domain/new-labels-diff.ts";
import type { EditRecord, LogRow } from "../domain/record-diff.ts";
import { makeSegmentCounter } from "../domain/segment-counter.ts";
import type { Instance } from "../domain/study.ts";
import { readAnnotations } from "./annotations.ts";
import type { MainDatabase } from "./database.ts";
import { readGenerations } from "./generations.ts";
import { readLog, writeLogRow } from "./log.ts";
import { readMaskTiles } from "./masks.ts";
import type { PeopleChange } from "./people.ts";
import { readingTables, takeReading } from "./readings.ts";

/** What labels go on to: an image of an earlier issue, and the one of now that was made of the same file. */
interface Pair {
  readonly from: ImagePlace;
  readonly to: ImagePlace;
}

const placeOf = ({ studyUid, seriesUid, sopUid }: Instance): ImagePlace => ({
  study: studyUid,
  series: seriesUid,
  sop: sopUid,
});
const sameShape = (a: Instance, b: Instance) =>
  a.facts.columns === b.facts.columns && a.facts.rows === b.facts.rows && a.facts.frames === b.facts.frames;

/** Images that were made of one file under two issues of the patient's identifiers, study by study. */
async function reissuedPairs(db: MainDatabase): Promise<readonly (readonly Pair[])[]> {
  const raised = await readGenerations(db);
  const studies = (await db.studies.toArray()).filter(({ patientKey }) => raised[patientKey] !== undefined);
  const uids = studies.map(({ studyUid }) => studyUid);
  const bySource = new Map<string, { sopUid: string; issue: number }[]>();
  for (const record of await db.deidRecords.where("studyUid").anyOf(uids).toArray()) {
    const same = bySource.get(record.sourceHmac) ?? [];
    bySource.set(record.sourceHmac, [...same, { sopUid: record.sopUid, issue: record.generation ?? 0 }]);
  }
  const found = new Map<string, Pair[]>();
  for (const same of bySource.values()) {
    // A file of several images (pages of a TIFF) does not say which of them is which.
    if (same.length < 2 || new Set(same.map(({ issue }) => issue)).size < same.length) continue;
    const [newest, ...earlier] = same.toSorted((a, b) => b.issue - a.issue);
    const now = newest && (await db.instances.get(newest.sopUid));
    for (const { sopUid } of earlier) {
      const old = await db.instances.get(sopUid);
      if (!now || !old || !sameShape(now, old)) continue;
      const key = `${old.studyUid} ${now.studyUid}`;
      found.set(key, [...(found.get(key) ?? []), { from: placeOf(old), to: placeOf(now) }]);
    }
  }
  return [...found.values()];
}

/** Where every label and answer that a study ever had comes from: what was carried over and deleted is not brought again. */
const originsIn = (log: readonly LogRow[]): ReadonlySet<string> =>
  new Set(
    log.flatMap(({ diff }) =>
      Object.values(diff.added).flatMap((record) =>
        record.kind === "annotation" || record.kind === "classification"
          ? record.value.provenance.derivedFrom
          : [],
      ),
    ),
  );

const random = () => crypto.getRandomValues(new Uint8Array(16));

async function toCarry(db: MainDatabase, pairs: readonly Pair[]): Promise<CarriedLabels & { to: string }> {
  const from = pairs[0]?.from.study ?? "";
  const to = pairs[0]?.to.study ?? "";
  const [annotations, tiles, classifications, log] = await Promise.all([
    readAnnotations(db, from),
    readMaskTiles(db, from),
    db.classifications.where("studyUid").equals(from).toArray(),
    readLog(db, to),
  ]);
  const places = new Map(pairs.map((pair) => [pair.from.sop, pair]));
  const old = { annotations, tiles, classifications: classifications.map((row) => row.classification) };
  return { to, ...carriedLabels(old, places, originsIn(log), () => instanceUidFrom(random())) };
}

/** How many labels and answers on images of earlier issues could go on to the images of now. */
export async function countLabelsToCarry(db: MainDatabase): Promise<number> {
  let count = 0;
  for (const pairs of await reissuedPairs(db)) {
    const { labels, answers } = await toCarry(db, pairs);
    count += labels.length + answers.length;
  }
  return count;
}

/**
 * Carries labels and answers over to images that were made anew of the same files under newly issued identifiers: as drafts, with
 * identifiers of their own, study by study in one transaction with its log row and link of the chain. What is on the earlier images stays.
 * Resolves to how many.
 */
export async function carryLabels(db: MainDatabase, by: PeopleChange): Promise<number> {
  let count = 0;
  for (const pairs of await reissuedPairs(db)) {
    const studyUid = pairs[0]?.to.study ?? "";
    const first = await toCarry(db, pairs);
    if (first.labels.length + first.answers.length === 0) continue;
    await takeReading(db, studyUid, by.actor, by);
    count += await db.transaction("rw", [...readingTables(db), db.deidRecords, db.instances], async () => {
      const { labels, answers } = await toCarry(db, pairs);
      const segments = makeSegmentCounter(await readAnnotations(db, studyUid), await readLog(db, studyUid));
      const diff = newLabelsDiff(labels, await readMaskTiles(db, studyUid), segments);
      const records = answers.map((value): [string, EditRecord] => [
        value.recordUid,
        { kind: "classification", id: value.recordUid, value },
      ]);
      const task = `task:${studyUid}`;
      const state = (value: "todo" | "labelling") => ({ kind: "task", id: task, value }) as const;
      const study = await db.studies.get(studyUid);
      const updated = study?.state === "todo" ? { [task]: [state("todo"), state("labelling")] as const } : {};
      const draft = {
        id: timeUuidFrom(random(), Date.parse(by.at)),
        at: by.at,
        actor: by.actor,
        source: "import",
        actionId: "carry-labels",
        undoable: true,
        diff: { ...diff, added: { ...diff.added, ...Object.fromEntries(records) }, updated },
      } as const;
      await writeLogRow(db, studyUid, draft, { chain: by.chain, tab: null });
      return labels.length + answers.length;
    });
  }
  return count;
}
