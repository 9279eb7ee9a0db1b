import type { ExportLoss } from "../../domain/calls/export-calls.ts";
import { yoloClasses } from "../../formats/yolo/write-yolo.ts";
import type { CheckList } from "./check-list.ts";
import type { Dataset, DatasetReader } from "./dataset.ts";
import type { DatasetSink } from "./sink.ts";
import { compareVolumes } from "./volumes/compare-volumes.ts";
import { type VolumeOutcome, writeVolumes } from "./volumes/write-volumes.ts";
import { compareYoloSet } from "./yolo/compare-yolo-set.ts";
import { writeYoloSet, type YoloOutcome } from "./yolo/write-yolo-set.ts";
import { yoloKinds } from "./yolo/yolo-paths.ts";

/** What YOLO and NIfTI found out while they were written. */
export interface MlOutcome {
  readonly yolo: YoloOutcome;
  readonly volumes: VolumeOutcome;
  readonly losses: readonly ExportLoss[];
}

/** How often writing them calls `step`, about: a YOLO picture and a slice of a volume are one each. */
export function mlSteps({ images, options }: Dataset): number {
  const series = new Set(images.map((image) => image.series));
  const slices = [...series].reduce((sum, { frames }) => sum + frames.length, 0);
  const yolo = yoloKinds.some((kind) => options.formats.includes(kind)) ? images.length : 0;
  return yolo + (options.formats.includes("nifti") ? slices : 0);
}

/** Writes YOLO and NIfTI, where they were chosen. */
export async function writeMlFormats(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  step: () => void,
): Promise<MlOutcome> {
  const yolo = await writeYoloSet(dataset, reader, sink, step);
  const volumes = await writeVolumes(dataset, reader, sink, step);
  return { yolo, volumes, losses: [...yolo.losses, ...volumes.losses] };
}

/** Re-reads them and compares. */
export async function compareMlFormats(
  dataset: Dataset,
  reader: DatasetReader,
  sink: DatasetSink,
  outcome: MlOutcome,
  list: CheckList,
  step: () => void,
): Promise<void> {
  await compareYoloSet(dataset, reader, sink, outcome.yolo, list, step);
  await compareVolumes(dataset, reader, sink, outcome.volumes, list, step);
}

/** What the manifest says of them beside its images. */
export function mlManifest(dataset: Dataset, { yolo, volumes }: MlOutcome): Record<string, unknown> {
  const root = dataset.options.name.length + 1;
  const chosen = yoloKinds.some((kind) => dataset.options.formats.includes(kind));
  const classes = yoloClasses(dataset.schema).map(({ id, index }, number) => ({ number, class: id, index }));
  return {
    ...(chosen ? { yolo: { classes, segIou: Object.fromEntries(yolo.iou) } } : {}),
    ...(dataset.options.formats.includes("nifti")
      ? {
          volumes: volumes.volumes.map(({ folder, stack, frames, mode, things }) => ({
            folder: folder.slice(root),
            series: stack.seriesUid,
            slices: frames.length,
            values: mode,
            instances: things.length,
          })),
        }
      : {}),
  };
}
