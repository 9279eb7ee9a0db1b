import { isAwakeKey } from "./awake.ts";
import type { MainDatabase } from "./database.ts";
import { watch } from "./watch.ts";

/** Lies outside IndexedDB, which a browser can lose alone. Says no more than that there was a study. */
const mark = "overread-kept";

/**
 * Whether the browser came up with a new and empty store on a device that kept studies: it took the old one for damaged and deleted it.
 * To be asked before anything is written.
 */
export async function wasStoreLost(db: MainDatabase): Promise<boolean> {
  if (localStorage.getItem(mark) === null || (await db.studies.count()) > 0) return false;
  // That a page is open says nothing: the loss is told until somebody has heard of it.
  return (await db.settings.filter(({ key }) => !isAwakeKey(key)).count()) === 0;
}

/** Leaves the mark by which that is told, as soon as there is a study: one that is imported in this session, too. */
export function markWhenKept(db: MainDatabase): void {
  const stop = watch(
    () => db.studies.count(),
    (studies) => {
      if (studies === 0) return;
      localStorage.setItem(mark, "yes");
      stop();
    },
    // A store that fails is said where it is used.
    () => undefined,
  );
}

/** The person has heard of it. */
export const dropKeptMark = (): void => localStorage.removeItem(mark);
