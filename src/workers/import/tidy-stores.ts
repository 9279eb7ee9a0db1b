import { compactPacks } from "../../storage/compact-packs.ts";
import { mainParts } from "../../storage/instances.ts";
import { sweepPacks } from "../../storage/packs.ts";
import { heldParts } from "../../storage/quarantine.ts";
import { isStudyOpen } from "../../storage/study-lock.ts";
import { sweepParts } from "../../storage/unfinished.ts";
import type { ImportContext } from "./import-context.ts";
import { repairSeries } from "./repair-series.ts";

/**
 * What a killed import left behind: images that no row of their series names are named, and the chunks of images that were not yet whole
 * go; packs that are mostly dead are copied into smaller ones. The page asks for held images at its start, so a fresh worker does this after every crash.
 */
export async function tidyStores({ database, quarantine }: ImportContext): Promise<void> {
  await repairSeries(database);
  for (const parts of [mainParts(database), heldParts(quarantine)]) await sweepParts(parts);
  await sweepPacks(database);
  await compactPacks(database, { isOpen: isStudyOpen });
}
