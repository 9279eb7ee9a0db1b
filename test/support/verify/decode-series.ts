import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { ImageFacts } from "../../../src/domain/image-facts.ts";
import { buildSeries, type SeriesInstance } from "../../../src/formats/dicom/series-builder.ts";
import type { AppPage } from "./app-page.ts";
import type { DecodeFailure } from "./decode-report.ts";
import { affineErrorMm, referenceAffine, type StackAffine } from "./reference-affine.ts";
import { type SourcePlanes, sourcePlanes } from "./source-planes.ts";

/** One built series of the corpus. `affineError`: see {@link affineErrorMm}; null where the source headers give no stack. */
export interface SeriesFigure {
  readonly name: string;
  readonly slices: number;
  readonly parts: number;
  readonly warnings: readonly string[];
  /** Row, column and slice spacing of the largest part. */
  readonly spacingMm: readonly (number | null)[];
  readonly affineError: number | null;
}

/** What a series is built from: an instance as the store has it. */
export type BuiltInstance = SeriesInstance & { readonly facts: Pick<ImageFacts, "spacingMm"> };

const scaled = (a: readonly number[], by: number) => a.map((value) => value * by);

/** The app's affine of the largest part of a series. */
function appAffine(built: ReturnType<typeof buildSeries>, spacing: readonly number[]): StackAffine | null {
  const [part] = built.parts;
  const planes = built.frames.slice(part?.start ?? 0, (part?.start ?? 0) + (part?.count ?? 0));
  const plane = planes[0]?.plane;
  const last = planes.at(-1)?.plane;
  const step = part?.stepVectorMm;
  if (!part || !plane || !last || !step) return null;
  const [rowSpacing = 1, columnSpacing = 1] = spacing;
  const length = Math.hypot(...step);
  const way = Math.hypot(...last.positionMm.map((value, axis) => value - (plane.positionMm[axis] ?? 0)));
  return {
    origin: plane.positionMm,
    alongRow: scaled(plane.orientation.slice(0, 3), columnSpacing),
    alongColumn: scaled(plane.orientation.slice(3), rowSpacing),
    alongSlices: step,
    columns: part.columns,
    rows: part.rows,
    slices: length === 0 ? 1 : Math.round(way / length) + 1,
  };
}

/** The figure of one series, held against the source series that it fits best. */
export function figureOf(
  name: string,
  instances: readonly BuiltInstance[],
  sources: readonly SourcePlanes[],
): SeriesFigure {
  const built = buildSeries(instances);
  const spacing = instances[0]?.facts.spacingMm ?? [];
  const ours = appAffine(built, spacing);
  const bySeries = new Map<string, SourcePlanes[]>();
  for (const source of sources)
    bySeries.set(source.seriesUid, [...(bySeries.get(source.seriesUid) ?? []), source]);
  const errors = [...bySeries.values()].flatMap((files) => {
    const reference = referenceAffine(files);
    return ours && reference ? [affineErrorMm(ours, reference)] : [];
  });
  const best = errors.length > 0 ? Math.min(...errors) : null;
  return {
    name,
    slices: built.frames.length,
    parts: built.parts.length,
    warnings: built.warnings,
    spacingMm: [spacing[0] ?? null, spacing[1] ?? null, built.parts[0]?.stepMm ?? null],
    affineError: best === null ? null : Number(best.toFixed(6)),
  };
}

/** Every file below a folder. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder)
    .sort()
    .flatMap((name) => {
      const path = join(folder, name);
      return statSync(path).isDirectory() ? filesBelow(path) : [path];
    });
}

/** The folders of a corpus that hold one or more series each, with their files. */
export function seriesFolders(
  corpus: string,
): { readonly name: string; readonly files: readonly string[] }[] {
  const folder = join(corpus, "series");
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isDirectory())
    .sort()
    .map((name) => ({ name, files: filesBelow(join(folder, name)) }));
}

/** Positions of the files' frames, read without the app. */
export const sourcesOf = (files: readonly string[]): SourcePlanes[] =>
  files.flatMap((file) => sourcePlanes(file) ?? []);

/** Largest distance in mm at which an affine is the reference's (spec wasm 6, 4). */
const mostAffineMm = 1e-4;

/** Drops each series folder on the app's import and builds a figure per stored series; what is amiss goes to `failures`. */
export async function storedSeries(
  page: AppPage,
  corpus: string,
  failures: DecodeFailure[],
): Promise<SeriesFigure[]> {
  const figures: SeriesFigure[] = [];
  for (const { name, files } of seriesFolders(corpus)) {
    const file = `series/${name}`;
    const stored = await page.importFolder(files);
    if ("kind" in stored) {
      failures.push({ file, expected: "an imported series", found: `${stored.kind} ${stored.message}` });
      continue;
    }
    const instances = stored.instances as (BuiltInstance & { seriesUid: string })[];
    const rows = stored.series as { seriesUid: string; frames: unknown[]; warnings: string[] }[];
    const sources = sourcesOf(files);
    for (const row of rows) {
      const own = instances.filter(({ seriesUid }) => seriesUid === row.seriesUid);
      const figure = figureOf(name, own, sources);
      figures.push({ ...figure, slices: row.frames.length, warnings: row.warnings });
      const { affineError } = figure;
      if (affineError !== null && affineError > mostAffineMm) {
        const found = Number.isFinite(affineError) ? `${affineError} mm away` : "a stack of another size";
        failures.push({ file, expected: "the affine of the source headers", found });
      }
    }
  }
  return figures;
}
