import { mostBeside, mostFiles } from "./most-beside.ts";

/** What is being stored while the next file is cleaned: a disk and a processor, each busy. */
export interface Storing {
  /** Begins to store a file of `size` bytes when it may; resolves when it has begun. `store` does not reject. */
  begin(file: { readonly beside: boolean; readonly size: number }, store: () => Promise<void>): Promise<void>;
  /** Resolves when nothing is being stored. */
  done(): Promise<void>;
}

/** Follows what one import stores: files that may go beside others in the order in which they began, every other by itself. */
export function makeStoring(): Storing {
  const running = new Map<Promise<void>, number>();
  let alone = false;
  const done = async () => {
    await Promise.all(running.keys());
  };
  const isFull = (size: number) => {
    const bytes = [...running.values()].reduce((sum, one) => sum + one, size);
    return running.size > 0 && (running.size >= mostFiles || bytes > mostBeside);
  };
  return {
    done,
    begin: async ({ beside, size }, store) => {
      if (alone || !beside) await done();
      while (isFull(size)) await Promise.race(running.keys());
      alone = !beside;
      const stored = store().finally(() => running.delete(stored));
      running.set(stored, size);
    },
  };
}
