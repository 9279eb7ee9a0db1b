import type { Instance, Series } from "../domain/study.ts";
import type { MainDatabase } from "./database.ts";

/** The instances of a series, in no order. */
export async function seriesInstances(
  database: MainDatabase,
  seriesUid: string,
): Promise<readonly Instance[]> {
  return database.instances.where("seriesUid").equals(seriesUid).toArray();
}

/** Stores a series row and counts the series of its study again. */
export async function putSeries(database: MainDatabase, series: Series): Promise<void> {
  await database.transaction("rw", database.series, database.studies, async () => {
    await database.series.put(series);
    await database.studies.update(series.studyUid, {
      seriesCount: await database.series.where("studyUid").equals(series.studyUid).count(),
    });
  });
}
