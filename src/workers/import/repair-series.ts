import { joinSlides } from "../../formats/dicom/slide-series.ts";
import type { MainDatabase } from "../../storage/database.ts";
import { seriesInstances } from "../../storage/studies.ts";
import { makeSeriesRows } from "./series-rows.ts";

/**
 * Brings in the images that a killed import had stored but not yet written into their series' row; without it up to 31 of
 * a series would not be shown. Returns how many series were written anew.
 */
export async function repairSeries(database: MainDatabase): Promise<number> {
  const rows = makeSeriesRows(database);
  let repaired = 0;
  for (const { seriesUid, frames } of await database.series.toArray()) {
    const stored = await database.instances.where("seriesUid").equals(seriesUid).count();
    if (stored === new Set(frames.map(({ sopUid }) => sopUid)).size) continue;
    const instances = await seriesInstances(database, seriesUid);
    const [instance] = instances;
    const { shown, changed } = joinSlides(instances);
    // The coarser levels of a slide are in no row, rightly.
    const whole = shown.length === new Set(frames.map(({ sopUid }) => sopUid)).size && changed.length === 0;
    if (!instance || whole) continue;
    await rows.touch(instance);
    repaired++;
  }
  await rows.flush();
  return repaired;
}
