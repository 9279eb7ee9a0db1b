import type { LeakMember } from "../../domain/leak-groups.ts";
import type { Instance, Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
import type { DatasetReader } from "./dataset.ts";
import { frameDigest } from "./frame-digest.ts";

/** Told how far the search is; throws when the person cancelled. */
export type DigestWatch = (done: number, total: number) => void;

const shapeOf = ({ facts }: Instance) => `${facts.columns} ${facts.rows} ${facts.samples} ${facts.type}`;

/** Instances that may share a frame with another patient: frames of one shape in two of them. */
function candidates(studies: readonly Study[], instances: readonly Instance[]): Instance[] {
  const patients = new Map(studies.map((study) => [study.studyUid, study.patientKey]));
  const seen = new Map<string, Set<string>>();
  const own = instances.filter((instance) => patients.has(instance.studyUid));
  for (const instance of own) {
    const shape = shapeOf(instance);
    seen.set(shape, (seen.get(shape) ?? new Set()).add(patients.get(instance.studyUid) ?? ""));
  }
  return own.filter((instance) => (seen.get(shapeOf(instance))?.size ?? 0) > 1);
}

/** The digests of one image; null where a frame cannot be read: the export itself names it if it needs it. */
async function digestsOf(instance: Instance, reader: DatasetReader, step: () => void) {
  const digests: string[] = [];
  const frames = instance.facts.pyramid ? 1 : instance.facts.frames;
  for (let frame = 1; frame <= frames; frame++) {
    step();
    try {
      const look = instance.facts.pyramid ? reader.overview(instance) : reader.frame({ instance, frame });
      digests.push(await frameDigest(await look));
    } catch {
      step();
      return null;
    }
  }
  return digests;
}

/**
 * The frame digests of every patient, as far as another one could have the same. What was found once is kept in the store: a stored
 * image never changes.
 */
export async function patientDigests(
  database: MainDatabase,
  reader: DatasetReader,
  studies: readonly Study[],
  instances: readonly Instance[],
  watch: DigestWatch,
): Promise<LeakMember[]> {
  const wanted = candidates(studies, instances);
  const known = await database.frameDigests.bulkGet(wanted.map((instance) => instance.sopUid));
  const digests = new Map<string, readonly string[]>();
  for (const [index, instance] of wanted.entries()) {
    watch(index, wanted.length);
    const row = known[index];
    // A row of another file under the same UID says nothing: the sum of the stored bytes goes with it.
    const kept = row?.sha256 === instance.sha256 ? row.digests : null;
    const found = kept ?? (await digestsOf(instance, reader, () => watch(index, wanted.length)));
    if (!found) continue;
    digests.set(instance.sopUid, found);
    if (kept) continue;
    const { sopUid, studyUid, sha256 } = instance;
    await database.frameDigests.put({ sopUid, studyUid, sha256, digests: found });
  }
  const byStudy = new Map<string, string[]>(studies.map(({ studyUid }) => [studyUid, []]));
  for (const { sopUid, studyUid } of wanted) byStudy.get(studyUid)?.push(...(digests.get(sopUid) ?? []));
  return studies.map(({ patientKey, studyUid }) => ({ patientKey, digests: byStudy.get(studyUid) ?? [] }));
}
