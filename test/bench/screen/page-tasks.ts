import type { Page } from "playwright";

/** Tasks of the page's main thread in a stretch of time. */
export interface PageTasks {
  /** Longer than 16 ms by the clock, and by the processor's time alone. */
  readonly over16: number;
  readonly over16Cpu: number;
  readonly longestMs: number;
  readonly longestCpuMs: number;
  /** What the longest were busy with: the longest parts of each, with their ms. */
  readonly longestParts: readonly string[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: {
    readonly name?: string;
    readonly data?: { readonly functionName?: string; readonly url?: string; readonly type?: string };
  };
}

const limitMs = 16;
const told = 6;

const partName = ({ name, args }: TraceEvent) => {
  const { functionName, url, type } = args?.data ?? {};
  const where = [type ?? functionName, url?.split("/").at(-1)].filter(Boolean).join(" ");
  return where ? `${name} (${where})` : name;
};

/** The tasks of the busiest page of a trace. */
export function pageTasksOf(trace: string): PageTasks {
  const { traceEvents } = JSON.parse(trace) as { readonly traceEvents: readonly TraceEvent[] };
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const onMain = traceEvents.filter(({ ph, pid, tid }) => ph === "X" && mains.has(`${pid} ${tid}`));
  const spent = new Map<number, number>();
  const tasks = onMain.filter(({ name }) => name === "RunTask");
  for (const { pid, dur = 0 } of tasks) spent.set(pid, (spent.get(pid) ?? 0) + dur);
  const [busiest] = [...spent].sort((a, b) => b[1] - a[1])[0] ?? [-1];
  const own = tasks.filter(({ pid }) => pid === busiest);
  const ms = (micro: number | undefined) => Math.round((micro ?? 0) / 100) / 10;
  const longest = own
    .filter(({ dur = 0 }) => dur > limitMs * 1000)
    .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
    .slice(0, told);
  const parts = longest.map(({ ts, dur = 0, tdur, pid }) => {
    const inside = onMain
      .filter((event) => event.pid === pid && event.ts > ts && event.ts + (event.dur ?? 0) <= ts + dur)
      .filter(({ name }) => !name.endsWith("RunTask"))
      .sort((a, b) => (b.dur ?? 0) - (a.dur ?? 0))
      .slice(0, 3);
    return `${ms(dur)} (${ms(tdur)} cpu): ${inside.map((event) => `${partName(event)} ${ms(event.dur)}`).join(", ")}`;
  });
  const over = (key: "dur" | "tdur") => own.filter((task) => (task[key] ?? 0) > limitMs * 1000).length;
  const most = (key: "dur" | "tdur") => ms(Math.max(0, ...own.map((task) => task[key] ?? 0)));
  return {
    over16: over("dur"),
    over16Cpu: over("tdur"),
    longestMs: most("dur"),
    longestCpuMs: most("tdur"),
    longestParts: parts,
  };
}

/** The main thread's tasks while `work` goes on. */
export async function tracePage<T>(page: Page, work: () => Promise<T>): Promise<PageTasks & { result: T }> {
  const browser = page.context().browser();
  if (!browser) throw new Error("The page has no browser to trace.");
  await browser.startTracing(page, {
    categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline", "v8"],
  });
  const result = await work();
  const trace = await browser.stopTracing();
  return { ...pageTasksOf(trace.toString("utf8")), result };
}
