import { readdirSync, readFileSync } from "node:fs";

/** Peak memory in MB (proportional set size) since the sampler was started. Null where the system does not tell. */
export interface MemoryPeak {
  /** The renderer that grew most: the page and its workers. */
  readonly rendererMb: number | null;
  /** Milliseconds from the start of the sampler to that. */
  readonly rendererAtMs: number;
  /** Every process of the browser together. */
  readonly browserMb: number | null;
}

/** To count the pages of a process holds it up for some milliseconds: where that is what is measured, a caller asks more seldom. */
const oftenMs = 100;

/** Processes of the group that a browser of ours is the leader of, with their command lines (Linux). */
function processesOf(group: number): { readonly pid: string; readonly renderer: boolean }[] {
  return readdirSync("/proc").flatMap((pid) => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      const [, , pgrp] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(pgrp) !== group) return [];
      return [{ pid, renderer: readFileSync(`/proc/${pid}/cmdline`, "latin1").includes("--type=renderer") }];
    } catch {
      return []; // gone meanwhile
    }
  });
}

function pssMb(pid: string): number {
  try {
    const found = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "latin1"));
    return Number(found?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Follows the memory of a browser that leads its own process group; `stop` gives the peak. */
export function watchMemory(group: number, sampleMs = oftenMs): { stop(): MemoryPeak } {
  let rendererMb = 0;
  let rendererAtMs = 0;
  let browserMb = 0;
  const start = performance.now();
  const sample = () => {
    const sizes = processesOf(group).map(({ pid, renderer }) => ({ renderer, mb: pssMb(pid) }));
    const largest = Math.max(0, ...sizes.filter(({ renderer }) => renderer).map(({ mb }) => mb));
    if (largest > rendererMb) [rendererMb, rendererAtMs] = [largest, Math.round(performance.now() - start)];
    browserMb = Math.max(
      browserMb,
      sizes.reduce((sum, { mb }) => sum + mb, 0),
    );
  };
  const timer = process.platform === "linux" ? setInterval(sample, sampleMs) : undefined;
  return {
    stop: () => {
      clearInterval(timer);
      const told = (mb: number) => (mb > 0 ? Math.round(mb) : null);
      return { rendererMb: told(rendererMb), rendererAtMs, browserMb: told(browserMb) };
    },
  };
}
