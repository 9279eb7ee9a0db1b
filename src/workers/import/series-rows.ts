import type { Instance, Series } from "../../domain/study.ts";
import { buildSeries } from "../../formats/dicom/series-builder.ts";
import { joinSlides } from "../../formats/dicom/slide-series.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { putSeries, seriesInstances } from "../../storage/studies.ts";
import type { SeriesFacts } from "./stored-image.ts";

/** Images between two writes of a growing series: its row holds all frames, so writing it each time would be quadratic. */
const writeEvery = 32;

interface Growing {
  readonly studyUid: string;
  facts: SeriesFacts;
  readonly instances: Map<string, Instance>;
  unwritten: number;
}

function seriesRow(seriesUid: string, { studyUid, facts, instances }: Growing): Series {
  const { shown } = joinSlides([...instances.values()]);
  const { frames, columns, rows, warnings, parts } = buildSeries(shown);
  return { seriesUid, studyUid, ...facts, columns, rows, frames, warnings, parts };
}

/** Follows the series of one import, so that their rows are in display order and soon on the disk. */
export function makeSeriesRows(database: MainDatabase) {
  const growing = new Map<string, Promise<Growing>>();

  const read = async (seriesUid: string, studyUid: string, facts: SeriesFacts): Promise<Growing> => {
    const row = await database.series.get(seriesUid);
    const stored = await seriesInstances(database, seriesUid);
    const known = row ?? facts;
    const { modality, description, number, frameOfReferenceUid, laterality, bodyPart, viewPosition, source } =
      known;
    return {
      studyUid,
      facts: {
        modality,
        description,
        number,
        frameOfReferenceUid,
        laterality,
        bodyPart,
        ...(viewPosition ? { viewPosition } : {}),
        ...(source ? { source } : {}),
        ...(known.showsHead ? { showsHead: true } : {}),
      },
      instances: new Map(stored.map((instance) => [instance.sopUid, instance])),
      unwritten: 0,
    };
  };
  /** Read once, also where several images ask at the same time. */
  const open = (seriesUid: string, studyUid: string, facts: SeriesFacts): Promise<Growing> => {
    const series = growing.get(seriesUid) ?? read(seriesUid, studyUid, facts);
    growing.set(seriesUid, series);
    series.catch(() => growing.delete(seriesUid));
    return series;
  };

  return {
    /** The row to write together with this instance, or null while a later write will bring it. */
    add: async (instance: Instance, facts: SeriesFacts): Promise<Series | null> => {
      const series = await open(instance.seriesUid, instance.studyUid, facts);
      const first = series.instances.size === 0;
      // One image that says so is enough, whichever it is.
      if (facts.showsHead) series.facts = { ...series.facts, showsHead: true };
      series.instances.set(instance.sopUid, instance);
      series.unwritten++;
      if (!first && series.unwritten < writeEvery) return null;
      series.unwritten = 0;
      return seriesRow(instance.seriesUid, series);
    },
    /** Takes back an `add` whose transaction failed. */
    drop: async (instance: Instance): Promise<void> => {
      (await growing.get(instance.seriesUid))?.instances.delete(instance.sopUid);
    },
    /** Writes what is not written yet; also what an interrupted import left behind. */
    flush: async (): Promise<void> => {
      for (const [seriesUid, opened] of growing) {
        const series = await opened;
        // From the store, not from memory: a release may have added to the series meanwhile.
        const stored = await seriesInstances(database, seriesUid);
        if (stored.length === 0) continue;
        const instances = new Map(stored.map((instance) => [instance.sopUid, instance]));
        // The finest level of a slide knows the others, so that one image stands for all.
        for (const { sopUid, facts, slide } of joinSlides(stored).changed)
          await database.instances.update(sopUid, { facts, ...(slide ? { slide } : {}) });
        await putSeries(database, seriesRow(seriesUid, { ...series, instances }));
      }
      growing.clear();
    },
    /** Has the row of a series that is known from before checked at `flush`. */
    touch: async (instance: Instance): Promise<void> => {
      const row = await database.series.get(instance.seriesUid);
      if (row) await open(instance.seriesUid, instance.studyUid, row);
    },
  };
}

/** The series of one import. */
export type SeriesRows = ReturnType<typeof makeSeriesRows>;
