/** Code that is fetched when the app has done what is more urgent; once it has come it is used at once. */
export interface Later<T> {
  /** Null until it has come. */
  now(): T | null;
  /** Fetches it once; where that failed, the next call tries again. */
  load(): Promise<T>;
}

/** Fetches nothing yet. */
export function makeLater<T>(fetch: () => Promise<T>): Later<T> {
  let here: T | null = null;
  let coming: Promise<T> | null = null;
  const load = async (): Promise<T> => {
    try {
      here = await fetch();
      return here;
    } catch (reason) {
      coming = null;
      throw reason;
    }
  };
  return {
    now: () => here,
    load: () => {
      coming ??= load();
      return coming;
    },
  };
}
