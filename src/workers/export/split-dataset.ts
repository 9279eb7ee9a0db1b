import type { Annotation } from "../../domain/annotation.ts";
import type { LabelSchema } from "../../domain/label-schema.ts";
import { type LeakGroup, leakGroups, lockedGroups, type SplitConflict } from "../../domain/leak-groups.ts";
import { type Said, say } from "../../domain/said.ts";
import { type Split, type SplitGroup, splitGroups } from "../../domain/split.ts";
import type { Instance, Study } from "../../domain/study.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readSplitLocks } from "../../storage/split-locks.ts";
import { PlainError } from "../serve.ts";
import type { DatasetReader } from "./dataset.ts";
import { type DigestWatch, patientDigests } from "./patient-digests.ts";

/** What is split: the studies of which something is exported, all their images, the labels that count. */
export interface SplitFacts {
  readonly studies: readonly Study[];
  readonly instances: readonly Instance[];
  readonly annotations: readonly Annotation[];
  readonly schema: LabelSchema;
  readonly seed: string;
}

export interface DatasetSplit {
  readonly split: Split;
  readonly members: ReadonlyMap<string, readonly string[]>;
  readonly strata: readonly SplitGroup[];
  /** The group of a patient. */
  readonly groupOf: ReadonlyMap<string, string>;
}

/** Modality and classes of a group, for its stratum. */
function stratumOf({ key, members }: LeakGroup, facts: SplitFacts): SplitGroup {
  const index = new Map(facts.schema.classes.map((item) => [item.id, item.index]));
  const own = facts.studies.filter((study) => members.includes(study.patientKey));
  const uids = new Set(own.map((study) => study.studyUid));
  const classes = facts.annotations
    .filter((item) => uids.has(item.target.study))
    .map((item) => index.get(item.classId) ?? 0)
    .filter((value) => value > 0);
  const [modality = "OT"] = own.flatMap((study) => study.modalities).sort();
  return { key, modality, classes: [...new Set(classes)].sort((a, b) => a - b) };
}

function conflictSaid(conflicts: readonly SplitConflict[], studies: readonly Study[]): Said {
  const names = new Map(studies.map((study) => [study.patientKey, study.pseudonym]));
  const groups = conflicts.map(({ members }) =>
    members.map(({ patientKey, part }) => `${names.get(patientKey) ?? patientKey} (${part})`).join(" + "),
  );
  return say`Equal images were found of patients that earlier exports put into different parts: ${groups.join("; ")}. Leave out all but one part of each, then export again.`;
}

/** Joins patients over equal frames, keeps what earlier exports gave, and splits the rest (export-and-workflow 3.8). */
export async function splitDataset(
  database: MainDatabase,
  reader: DatasetReader,
  facts: SplitFacts,
  watch: DigestWatch,
): Promise<DatasetSplit> {
  const { studies, instances, seed } = facts;
  const groups = leakGroups(await patientDigests(database, reader, studies, instances, watch));
  const { locked, conflicts } = lockedGroups(groups, await readSplitLocks(database));
  if (conflicts.length > 0) throw new PlainError("split-conflict", conflictSaid(conflicts, studies));
  const strata = groups.map((group) => stratumOf(group, facts));
  return {
    split: splitGroups(strata, seed, undefined, locked),
    members: new Map(groups.map(({ key, members }) => [key, members])),
    strata,
    groupOf: new Map(groups.flatMap(({ key, members }) => members.map((member) => [member, key]))),
  };
}
