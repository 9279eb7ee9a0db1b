import { readdirSync, readFileSync } from "node:fs";

/** Processor time and memory of a process group, from Linux's /proc. */
export interface GroupUse {
  readonly cpuSeconds: number;
  /** Memory that is the group's own (private pages of each process, shared ones by their part). */
  readonly memoryMb: number;
}

const ticksPerSecond = 100;

/** What the group of `pid` has used by now: every process of the browser counts, the page's workers too. */
export function groupUse(pid: number): GroupUse {
  let ticks = 0;
  let kilobytes = 0;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (Number(fields[2]) !== pid) continue;
      ticks += Number(fields[11]) + Number(fields[12]);
      const rollup = readFileSync(`/proc/${name}/smaps_rollup`, "utf8");
      kilobytes += Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0);
    } catch {
      // It ended while we looked.
    }
  }
  return { cpuSeconds: ticks / ticksPerSecond, memoryMb: kilobytes / 1024 };
}
