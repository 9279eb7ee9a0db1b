/** Longest tasks of a page's main thread, in milliseconds: by the clock, and by the processor time that it had. */
export interface TracedTasks {
  readonly wallMs: number;
  readonly cpuMs: number;
}

const number = (line: string, key: string): number =>
  Number(new RegExp(`"${key}":(\\d+)`).exec(line)?.[1] ?? Number.NaN);

/** The lines of a text that is longer than a string may be. */
function* linesOf(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder();
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(10, from);
    const to = end < 0 ? bytes.length : end;
    yield decoder.decode(bytes.subarray(from, to));
    from = to + 1;
  }
}

/**
 * Reads a trace of Chromium with the category `toplevel`, an event a line: on cores that others use a task is long by the clock while it
 * only waits for one. Of several pages that which worked most.
 */
export function tracedTasks(trace: Uint8Array): TracedTasks | null {
  const mains = new Set<string>();
  const found = new Map<string, { wall: number; cpu: number; all: number }>();
  for (const line of linesOf(trace)) {
    const isName = line.includes('"name":"thread_name"') && line.includes('"CrRendererMain"');
    if (!isName && !line.includes('"name":"ThreadControllerImpl::RunTask"')) continue;
    const thread = `${number(line, "pid")} ${number(line, "tid")}`;
    if (isName) {
      mains.add(thread);
      continue;
    }
    const [wall, cpu] = [number(line, "dur"), number(line, "tdur")];
    if (Number.isNaN(wall) || Number.isNaN(cpu)) continue;
    const sum = found.get(thread) ?? { wall: 0, cpu: 0, all: 0 };
    found.set(thread, { wall: Math.max(sum.wall, wall), cpu: Math.max(sum.cpu, cpu), all: sum.all + cpu });
  }
  const [page] = [...found].filter(([thread]) => mains.has(thread)).sort(([, a], [, b]) => b.all - a.all);
  return page ? { wallMs: Math.round(page[1].wall / 1000), cpuMs: Math.round(page[1].cpu / 1000) } : null;
}
