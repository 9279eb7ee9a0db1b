import type { MainDatabase } from "./database.ts";
import { incompressible } from "./incompressible.ts";
import { readSetting, writeSetting } from "./settings.ts";

/** Kept in hand for the labels of a full device (sync 3.10). */
const ballastBytes = 8 * 2 ** 20;
/** With less room than this the ballast itself would do harm. */
const leastFree = 256 * 2 ** 20;
const usedSetting = "ballast-used";

/** Puts the ballast in, when there is room; takes back the notice that it was used. */
export async function layBallast(db: MainDatabase, freeBytes: number): Promise<void> {
  if (freeBytes < leastFree || (await db.ballast.count()) > 0) return;
  await db.ballast.put({ id: 1, bytes: incompressible(ballastBytes) });
  await db.settings.delete(usedSetting);
}

/** Throws the ballast out for a write that found no room. False: there is none. */
export async function dropBallast(db: MainDatabase): Promise<boolean> {
  if ((await db.ballast.count()) === 0) return false;
  await db.ballast.clear();
  return true;
}

/** Notes that the last reserve was used, for the person to be told. */
export const noteBallastUsed = (db: MainDatabase): Promise<void> => writeSetting(db, usedSetting, true);

/** Whether the last reserve was used and is not back yet. */
export const isBallastUsed = async (db: MainDatabase): Promise<boolean> =>
  (await readSetting(db, usedSetting)) === true;
