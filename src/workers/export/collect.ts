import { decisionsByTool } from "../../domain/assist/decision-pace.ts";
import type { AuditEvent } from "../../domain/audit-event.ts";
import type { ExportOptions } from "../../domain/calls/export-calls.ts";
import type { Classification } from "../../domain/classification.ts";
import { isOpenProposal } from "../../domain/proposal.ts";
import { say } from "../../domain/said.ts";
import type { Instance, Series, Study } from "../../domain/study.ts";
import { auditChains, readAuditPage } from "../../storage/audit-pages.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { readStudyObjects } from "../../storage/study-objects.ts";
import { forkedStudies } from "../../storage/sync-versions.ts";
import { PlainError } from "../serve.ts";
import type { Dataset, DatasetImage, DatasetObject, DatasetReader } from "./dataset.ts";
import type { DigestWatch } from "./patient-digests.ts";
import { splitDataset } from "./split-dataset.ts";
import { unknownPatients } from "./unknown-patients.ts";

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

async function rows<T>(list: readonly string[], load: (key: string) => Promise<T[]>): Promise<T[]> {
  return (await Promise.all(list.map(load))).flat();
}

/** The frame key of an annotation or an image: a frame is known by its instance and number. */
const frameKey = (sop: string, frame: number) => `${sop} ${frame}`;

/** Frames in the order of study, series and place in the series, which is the order along the normal. */
function listImages(
  studies: readonly Study[],
  series: readonly Series[],
  instances: ReadonlyMap<string, Instance>,
  wanted: (sop: string, frame: number) => boolean,
): Omit<DatasetImage, "id" | "split" | "group">[] {
  const sorted = [...series].sort(
    (a, b) => byText(a.studyUid, b.studyUid) || byText(a.seriesUid, b.seriesUid),
  );
  return sorted.flatMap((item) => {
    const study = studies.find((candidate) => candidate.studyUid === item.studyUid);
    if (!study) return [];
    return item.frames.flatMap(({ sopUid, frameIndex }) => {
      const instance = instances.get(sopUid);
      if (!instance || !wanted(sopUid, frameIndex + 1)) return [];
      return [{ study, series: item, instance, frame: frameIndex + 1 }];
    });
  });
}

/**
 * Reads which frames and objects the export holds. Only annotations whose status was chosen count; proposals never do, unless
 * asked for (export-and-workflow E6). Throws when nothing was chosen or nothing is labelled.
 */
export async function collectDataset(
  database: MainDatabase,
  options: ExportOptions,
  reader: DatasetReader,
  watch: DigestWatch,
): Promise<Dataset> {
  const studies = (await database.studies.bulkGet([...options.studyUids])).filter(
    (study) => study !== undefined,
  );
  if (studies.length === 0) throw new PlainError("nothing-chosen", say`Choose at least one study to export.`);
  const uids = studies.map((study) => study.studyUid).sort(byText);
  const series = await rows(uids, (uid) => database.series.where("studyUid").equals(uid).toArray());
  const instances = await rows(uids, (uid) => database.instances.where("studyUid").equals(uid).toArray());
  const labels = await rows(uids, (uid) => database.annotations.where("studyUid").equals(uid).toArray());
  const allProposals = await rows(uids, (uid) => database.proposals.where("studyId").equals(uid).toArray());
  const answers = await rows(uids, (uid) => database.classifications.where("studyUid").equals(uid).toArray());
  const records = await rows(uids, (uid) =>
    database.deidRecords.filter((row) => row.studyUid === uid).toArray(),
  );
  const chosen = (await database.settings.get("schemaId"))?.value;
  const schemas = (await database.schemas.toArray()).sort((a, b) => b.version - a.version);
  const schema = schemas.find(({ id }) => id === chosen) ?? schemas[0];
  if (!schema)
    throw new PlainError("no-schema", say`There are no classes yet. Open a study and draw a label first.`);

  const statuses = new Set<string>(options.statuses);
  const annotations = labels
    .map((row) => row.annotation)
    .filter((annotation) => statuses.has(annotation.status))
    .sort((a, b) => byText(a.instanceUid, b.instanceUid));
  // What a newer run replaced waits for nobody.
  const proposals = options.includeProposals ? allProposals.filter(isOpenProposal) : [];
  const labelled = new Set(
    [...annotations, ...proposals].map(({ target }) => frameKey(target.sop, target.frame)),
  );
  if (labelled.size === 0)
    throw new PlainError("nothing-labelled", say`No labels of the chosen kind are in these studies.`);

  const bySop = new Map(instances.map((instance) => [instance.sopUid, instance]));
  const wanted = (sop: string, frame: number) =>
    options.frames === "all" || labelled.has(frameKey(sop, frame));
  const listed = listImages(studies, series, bySop, wanted);
  // Only patients of whom something is exported take part in the split and are counted.
  const present = [...new Set(listed.map((image) => image.study))];
  const away = present.reduce((sum, study) => sum + (study.away ?? 0), 0);
  if (away > 0)
    throw new PlainError(
      "images-away",
      say`Images of these studies that were put away and lie on the hub: ${away}. Get them in the worklist first, then export.`,
    );
  const facts = { studies: present, instances, annotations, schema, seed: options.seed };
  const { split, members, strata, groupOf } = await splitDataset(database, reader, facts, watch);
  const images = listed.map((image, index) => {
    const group = groupOf.get(image.study.patientKey) ?? image.study.patientKey;
    const id = `i${String(index + 1).padStart(6, "0")}`;
    return { ...image, group, id, split: split.groups.get(group) ?? ("train" as const) };
  });
  const byFrame = new Map(images.map((image) => [frameKey(image.instance.sopUid, image.frame), image]));
  const objects: DatasetObject[] = annotations.map((annotation) => {
    const image = byFrame.get(frameKey(annotation.target.sop, annotation.target.frame));
    if (!image)
      throw new PlainError(
        "image-missing",
        say`The image of label ${annotation.instanceUid} is not in the store.`,
      );
    return { annotation, image };
  });
  const used = new Set(images.map((image) => image.instance.sopUid));
  const studiesUsed = new Set(images.map((image) => image.study.studyUid));
  const audit = new Map<string, AuditEvent[]>();
  for (const chain of await auditChains(database)) audit.set(chain, await readAuditPage(database, chain));
  const heads = [...audit.values()].flatMap((events) => events.slice(-1));
  const given = answers.map((row) => row.classification).sort((a, b) => byText(a.recordUid, b.recordUid));
  // Of studies and images that are in the dataset; an answer about an image that is not there would name nothing.
  const isHere = ({ target: { study, sop } }: Classification) =>
    sop === undefined ? studiesUsed.has(study) : used.has(sop);
  return {
    options,
    schema,
    images,
    objects,
    classifications: given.filter(isHere),
    answersElsewhere: given.filter((one) => !isHere(one)),
    proposals: [...proposals].sort((a, b) => byText(a.id, b.id)),
    instances: instances
      .filter((instance) => used.has(instance.sopUid))
      .sort((a, b) => byText(a.sopUid, b.sopUid)),
    decisions: decisionsByTool(allProposals.filter(({ studyId }) => studiesUsed.has(studyId))),
    licenses: new Map(allProposals.map((proposal) => [proposal.id, proposal.source.license])),
    stored: bySop,
    studyObjects: await readStudyObjects(database, [...studiesUsed]),
    records: new Map(records.map((record) => [record.sopUid, record])),
    unknownPatients: await unknownPatients(database, present, records),
    forkedStudies: await forkedStudies(database, [...studiesUsed].sort(byText)),
    split,
    members,
    strata,
    audit,
    auditHeads: heads.map(({ chain, seq, hash }) => ({ chain, seq, hash })),
  };
}
