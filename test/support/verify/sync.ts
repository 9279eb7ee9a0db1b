import "fake-indexeddb/auto";
import { interleave } from "../hub/interleave.ts";
import { hubFaults } from "../hub/memory-hub.ts";

/** Histories of `npm run verify -- sync` in all, shared among the faults. */
const usualRuns = 2000;

/** What random histories through one fault ended with. */
export interface SyncFault {
  readonly fault: string;
  readonly runs: number;
  readonly lost: number;
  readonly duplicated: number;
  readonly silent: number;
}

/**
 * Two devices of one reader, one with its clock three days off, work at random through a hub in memory that has one fault; runs are killed
 * half-way. In every third history a reviewer's device gives verdicts on what is handed in. Then the hub works again, and everything that was
 * queued is looked for. The app's own code, in Node; no browser.
 */
export async function main(options: { readonly runs?: string; readonly seed?: string }) {
  const each = Math.max(1, Math.ceil(Number(options.runs ?? usualRuns) / hubFaults.length));
  const seed = Number(options.seed ?? 1);
  const faults: SyncFault[] = [];
  let [versions, conflicts, verdicts] = [0, 0, 0];
  for (const fault of hubFaults) {
    let [lost, duplicated, silent] = [0, 0, 0];
    for (let run = 0; run < each; run++) {
      const end = await interleave(seed * 1_000_003 + run * 7919, fault, { reviewed: run % 3 === 2 });
      lost += end.lost;
      duplicated += end.duplicated;
      silent += end.silent;
      versions += end.versions;
      conflicts += end.conflicts;
      verdicts += end.verdicts;
    }
    faults.push({ fault, runs: each, lost, duplicated, silent });
    console.error(`${fault}: ${each} runs, ${lost} lost, ${duplicated} doubled, ${silent} silent`);
  }
  return { faults, versions, conflicts, verdicts };
}
