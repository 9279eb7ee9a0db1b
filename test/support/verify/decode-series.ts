import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { memorySource } from "../../../src/formats/byte-source.ts";
import { dicomTag } from "../../../src/formats/dicom/dicom-tags.ts";
import { asciiOf, decimalsOf } from "../../../src/formats/dicom/element-values.ts";
import { imageFactsOf } from "../../../src/formats/dicom/image-facts.ts";
import { pixelDescriptionOf } from "../../../src/formats/dicom/pixel-description.ts";
import { readDicom } from "../../../src/formats/dicom/read-dicom.ts";
import { buildSeries, type SeriesInstance } from "../../../src/formats/dicom/series-builder.ts";
import { stackKeysOf } from "../../../src/formats/dicom/stack-keys.ts";

/** One built series of the corpus. `affineError`: largest distance in mm of a slice from where the affine puts it. */
export interface SeriesFigure {
  readonly name: string;
  readonly slices: number;
  readonly parts: number;
  readonly warnings: readonly string[];
  /** Row, column and slice spacing of the largest part. */
  readonly spacingMm: readonly (number | null)[];
  readonly affineError: number | null;
}

async function readInstance(
  path: string,
): Promise<{ seriesUid: string; instance: SeriesInstance; spacing: readonly number[] } | null> {
  try {
    const file = await readDicom(memorySource(new Uint8Array(readFileSync(path))));
    const description = pixelDescriptionOf(file);
    const { facts, planes } = imageFactsOf(file.dataset, description);
    return {
      seriesUid: asciiOf(file.dataset, dicomTag.seriesUid),
      spacing: facts.spacingMm ?? [],
      instance: {
        sopUid: asciiOf(file.dataset, dicomTag.sopInstanceUid),
        instanceNumber: decimalsOf(file.dataset, dicomTag.instanceNumber)[0] ?? null,
        facts,
        planes,
        stacks: stackKeysOf(file.dataset, facts.frames),
      },
    };
  } catch {
    return null; // no image: a DICOMDIR, a licence
  }
}

function figureOf(
  name: string,
  instances: readonly SeriesInstance[],
  spacing: readonly number[],
): SeriesFigure {
  const built = buildSeries(instances);
  const [part] = built.parts;
  const frames = part ? built.frames.slice(part.start, part.start + part.count) : [];
  const origin = frames[0]?.plane?.positionMm;
  const step = part?.stepVectorMm;
  let worst = 0;
  frames.forEach((frame, index) => {
    frame.plane?.positionMm.forEach((value, axis) => {
      worst = Math.max(worst, Math.abs(value - ((origin?.[axis] ?? 0) + index * (step?.[axis] ?? 0))));
    });
  });
  return {
    name,
    slices: built.frames.length,
    parts: built.parts.length,
    warnings: built.warnings,
    spacingMm: [spacing[0] ?? null, spacing[1] ?? null, part?.stepMm ?? null],
    affineError: origin && step ? Number(worst.toFixed(6)) : null,
  };
}

/** Builds every series under `<corpus>/series` with the app's own readers; one figure per series UID. */
export async function seriesFigures(corpus: string): Promise<SeriesFigure[]> {
  const folder = join(corpus, "series");
  if (!existsSync(folder)) return [];
  const figures: SeriesFigure[] = [];
  for (const name of readdirSync(folder).sort()) {
    const groups = new Map<string, { instances: SeriesInstance[]; spacing: readonly number[] }>();
    for (const file of readdirSync(join(folder, name))) {
      const read = await readInstance(join(folder, name, file));
      if (!read) continue;
      const group = groups.get(read.seriesUid) ?? { instances: [], spacing: read.spacing };
      group.instances.push(read.instance);
      groups.set(read.seriesUid, group);
    }
    for (const group of groups.values()) figures.push(figureOf(name, group.instances, group.spacing));
  }
  return figures;
}
