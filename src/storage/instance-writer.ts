import type { Deidentified } from "../domain/deid/deidentified.ts";
import type { MainDatabase } from "./database.ts";
import {
  type InstanceRows,
  type InstanceToStore,
  type InstanceWithBytes,
  putInstances,
} from "./instances.ts";
import type { PackWriter } from "./packs.ts";

/** Stores instances in the order in which they are handed over. */
export interface InstanceWriter {
  /** As `putInstance`: resolves when the disk has it; false where its identifier is stored already. */
  put(attested: Deidentified<InstanceWithBytes>, rows: InstanceRows): Promise<boolean>;
}

interface Job {
  readonly instance: InstanceToStore;
  resolve(stored: boolean): void;
  reject(reason: unknown): void;
}

/**
 * A writer that waits for the disk once for all that is handed over meanwhile: what comes while a transaction is under way goes into the
 * next one together. Where that fails each of them is tried by itself, so that one that does not fit takes no other with it. With `packs`, the
 * bytes of large series go into those, before the rows.
 */
export function makeInstanceWriter(database: MainDatabase, packs: PackWriter | null = null): InstanceWriter {
  let waiting: Job[] = [];
  let busy = false;

  const put = async (jobs: readonly Job[]): Promise<readonly boolean[]> => {
    const batch = jobs.map(({ instance }) => instance);
    const places = (await packs?.append(batch.map(({ attested }) => attested))) ?? [];
    try {
      const stored = await putInstances(
        database,
        batch.map((one, at) => ({ ...one, pack: places[at] ?? null })),
      );
      await packs?.keep();
      return stored;
    } catch (reason) {
      await packs?.drop();
      throw reason;
    }
  };

  const store = async (jobs: readonly Job[]): Promise<void> => {
    try {
      const stored = await put(jobs);
      for (const [at, job] of jobs.entries()) job.resolve(stored[at] ?? false);
    } catch (reason) {
      if (jobs.length === 1) jobs[0]?.reject(reason);
      else for (const job of jobs) await store([job]);
    }
  };

  const run = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const jobs = waiting;
      waiting = [];
      await store(jobs);
    }
    busy = false;
  };

  return {
    put: (attested, rows) =>
      new Promise((resolve, reject) => {
        waiting.push({ instance: { attested, rows }, resolve, reject });
        if (!busy) void run();
      }),
  };
}
