import type { ExportCheck, ExportLoss } from "../../domain/calls/export-calls.ts";
import { factsAt } from "../../domain/facts-at.ts";
import { inWords } from "../../domain/said.ts";
import { splitNames } from "../../domain/split.ts";
import type { Dataset, DatasetImage } from "./dataset.ts";
import { thingOf } from "./dataset-things.ts";
import type { ObjectEntry } from "./dicom-objects/comparing.ts";
import type { YoloWindow } from "./yolo/yolo-window.ts";

/** What was learned of a frame while it was written. */
export interface WrittenImage {
  readonly image: DatasetImage;
  /** The picture; for an image that is read in tiles the cleaned file, or null where that was not chosen. */
  readonly file: string | null;
  readonly valueOffset: number;
  readonly scale: number;
  /** Of the decoded frame; null for an image that is read in tiles. */
  readonly pixelSha256: string | null;
}

/** What the manifest states beside the dataset itself. */
export interface ManifestFacts {
  readonly images: readonly WrittenImage[];
  readonly schemaSha256: string;
  readonly losses: readonly ExportLoss[];
  readonly checks: readonly ExportCheck[];
  /** Where each label lies in the written DICOM objects. */
  readonly dicomObjects?: readonly ObjectEntry[];
  readonly toolVersion: string;
  /** Commit that the app was built from; null where that is not known. */
  readonly toolCommit: string | null;
  /** By image: what made its 8-bit copy. */
  readonly windows: ReadonlyMap<string, YoloWindow>;
  /** Keys that formats add at the top. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** Pairs of parts that share a group; all zero, since a group has one part: counted, not assumed. */
function intersections(dataset: Dataset): Record<string, number> {
  const groups = splitNames.map(
    (name) => new Set(dataset.images.filter((image) => image.split === name).map((image) => image.group)),
  );
  const shared = (a: number, b: number) => [...(groups[a] ?? [])].filter((key) => groups[b]?.has(key)).length;
  return { "train-val": shared(0, 1), "train-test": shared(0, 2), "val-test": shared(1, 2) };
}

/** What the values and pixels of a frame mean: enhanced objects say it per frame. */
function valuesOf({ instance, frame }: DatasetImage) {
  const { spacingMm = null, slope, intercept, units } = factsAt(instance.facts, frame - 1);
  return { spacingMm, slope, intercept, units };
}

/** `manifest.json` of `overread-dataset/1` (export-and-workflow 3.10). Names, times and versions come from the options. */
export function makeManifest(dataset: Dataset, facts: ManifestFacts): Record<string, unknown> {
  const { options, schema, split } = dataset;
  const [first] = [...dataset.records.values()];
  const things = dataset.objects.map(thingOf(dataset.objects));
  return {
    schema: "overread-dataset/1",
    name: options.name,
    createdAt: options.createdAt,
    tool: { name: "overread", version: facts.toolVersion, commit: facts.toolCommit },
    options: {
      formats: [...options.formats].sort(),
      includeProposals: options.includeProposals,
      status: [...options.statuses].sort(),
      frames: options.frames,
    },
    labelSchema: { id: schema.id, version: schema.version, sha256: facts.schemaSha256 },
    deidentification: {
      policyId: first?.policyId ?? "",
      policySha256: first?.policyHash ?? "",
      tableEdition: first?.tables ?? "",
      reviewed: dataset.instances.every((instance) => instance.pixelVerdict !== "clean-by-class"),
    },
    images: facts.images.map(({ image, file, valueOffset, scale, pixelSha256 }) => ({
      ...valuesOf(image),
      imageId: image.id,
      file,
      study: image.study.studyUid,
      series: image.series.seriesUid,
      sop: image.instance.sopUid,
      frame: image.frame,
      group: image.group,
      split: image.split,
      rows: image.instance.facts.rows,
      columns: image.instance.facts.columns,
      valueOffset,
      scale,
      lossySource: image.instance.facts.lossy,
      window: facts.windows.get(image.id) ?? null,
      pixelSha256,
    })),
    instances: dataset.objects.map(({ annotation, image }, at) => ({
      instanceUid: annotation.instanceUid,
      ...(things[at] === annotation.instanceUid ? {} : { objectUid: things[at] }),
      imageId: image.id,
      class: annotation.classId,
      status: annotation.status,
      geometry: annotation.geometry.type,
      provenance: annotation.provenance,
    })),
    split: {
      seed: split.seed,
      ratios: split.ratios,
      quotas: split.quotas,
      groups: Object.fromEntries([...split.groups].sort(([a], [b]) => (a < b ? -1 : 1))),
      // Where nobody knows whose a study is, it is its own patient: the split then proves less (3.8.1).
      patientSource: dataset.unknownPatients?.length ? "study" : "patient",
      ...(dataset.unknownPatients?.length ? { unknownPatients: [...dataset.unknownPatients].sort() } : {}),
      members: Object.fromEntries(dataset.members),
      intersections: intersections(dataset),
      proofSha256: split.proofSha256,
    },
    counts: {
      groups: split.groups.size,
      patients: [...dataset.members.values()].flat().length,
      images: dataset.images.length,
      instances: dataset.objects.length,
      proposals: dataset.proposals.length,
    },
    ...(dataset.decisions?.length ? { proposalDecisions: dataset.decisions } : {}),
    ...(facts.dicomObjects?.length ? { dicomObjects: facts.dicomObjects } : {}),
    ...facts.extra,
    losses: facts.losses.map((loss) => ({ ...loss, reason: inWords(loss.reason) })),
    verification: Object.fromEntries(facts.checks.map(({ format, ...counts }) => [format, counts])),
    auditHeads: dataset.auditHeads,
  };
}
