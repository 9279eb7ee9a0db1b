import type { MainDatabase } from "./database.ts";

/** Lies outside IndexedDB, which a browser can lose alone. Says no more than that there was a study. */
const mark = "overread-kept";

/**
 * Whether the browser came up with a new and empty store on a device that kept studies: it took the old one for damaged and deleted it.
 * Otherwise leaves the mark by which that is told, as soon as there is a study. To be asked before anything is written.
 */
export async function wasStoreLost(db: MainDatabase): Promise<boolean> {
  const [studies, settings] = await Promise.all([db.studies.count(), db.settings.count()]);
  if (studies > 0) localStorage.setItem(mark, "yes");
  return studies === 0 && settings === 0 && localStorage.getItem(mark) !== null;
}

/** The person has heard of it. */
export const dropKeptMark = (): void => localStorage.removeItem(mark);
