import type { MainDatabase } from "./database.ts";
import { readSetting, writeSetting } from "./settings.ts";

const wishSetting = "webgpu";
const trialSetting = "webgpuTrial";

/** Whether the person wants models to run on the graphics card; off until they say so. */
export const wantsWebgpu = async (db: MainDatabase): Promise<boolean> =>
  (await readSetting(db, wishSetting)) === true;

/** Keeps the wish. A new wish is a new try: what is known of an end of the app is forgotten. */
export async function wishWebgpu(db: MainDatabase, on: boolean): Promise<void> {
  await db.transaction("rw", db.settings, async () => {
    await writeSetting(db, wishSetting, on);
    await db.settings.delete(trialSetting);
  });
}

/** The mark that is set while the card is tried; still there at a start, the app ended in between (assist 3.5.9). */
export const webgpuSentinel = (db: MainDatabase) => ({
  isSet: async () => (await readSetting(db, trialSetting)) === true,
  set: () => writeSetting(db, trialSetting, true),
  clear: () => db.settings.delete(trialSetting),
});
