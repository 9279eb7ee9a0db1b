import type { TaskScore } from "./protocol.ts";

/** The figures of one method over some tasks (assist 3.10). */
export interface MethodFigures {
  readonly "D@1": number;
  readonly "D@3": number;
  readonly "D@5": number;
  readonly "D@10": number;
  /** Mean clicks until Dice 0.85 and 0.90; ten where it was never reached. */
  readonly NoC85: number;
  readonly NoC90: number;
  /** Share of tasks that reach Dice 0.90 within ten clicks. */
  readonly reach90: number;
  readonly box: number;
  /** Over the tasks that have a person's lines; null: none has. */
  readonly scribble: number | null;
}

/** A task's score with what it is grouped by. */
export interface Scored {
  readonly set: string;
  readonly id: string;
  readonly label: number;
  readonly score: TaskScore;
}

const rounded = (value: number) => Math.round(value * 1000) / 1000;
const mean = (values: readonly number[]) =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Groups in order of first appearance. */
function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

/** Mean over sets of the mean over pairs of the mean over a pair's tasks. */
function overSets(scored: readonly Scored[], figure: (score: TaskScore) => number): number {
  const pairMean = (pair: readonly Scored[]) => mean(pair.map(({ score }) => figure(score)));
  const setMean = (set: readonly Scored[]) => mean([...grouped(set, ({ id }) => id).values()].map(pairMean));
  return rounded(mean([...grouped(scored, ({ set }) => set).values()].map(setMean)));
}

const clicksUntil = (score: TaskScore, goal: number) => {
  const at = score.clicks.findIndex((dice) => dice >= goal);
  return at < 0 ? score.clicks.length : at + 1;
};

/** The figures of a method over all tasks. */
export function figuresOf(scored: readonly Scored[]): MethodFigures {
  const drawn = scored.filter(({ score }) => score.scribble !== null);
  const after = (clicks: number) => overSets(scored, (score) => score.clicks[clicks - 1] ?? 0);
  return {
    "D@1": after(1),
    "D@3": after(3),
    "D@5": after(5),
    "D@10": after(10),
    NoC85: overSets(scored, (score) => clicksUntil(score, 0.85)),
    NoC90: overSets(scored, (score) => clicksUntil(score, 0.9)),
    reach90: overSets(scored, (score) => (score.clicks.some((dice) => dice >= 0.9) ? 1 : 0)),
    box: overSets(scored, (score) => score.box),
    scribble: drawn.length === 0 ? null : overSets(drawn, (score) => score.scribble ?? 0),
  };
}

/** Figures for each set, and for each label of each image. */
export function byGroup(scored: readonly Scored[], by: "set" | "label"): Record<string, MethodFigures> {
  const key = ({ set, id, label }: Scored) => (by === "set" ? set : `${set}/${id}/${label}`);
  return Object.fromEntries([...grouped(scored, key)].map(([name, group]) => [name, figuresOf(group)]));
}

/** Median milliseconds of an answer to a click, for each tool that gave one. */
export function msPerClick(scored: readonly Scored[]): Record<string, number> {
  const times = scored.flatMap(({ score }) => score.times);
  const medians = [...grouped(times, ({ tool }) => tool)].map(([tool, group]) => {
    const sorted = group.map(({ ms }) => ms).sort((a, b) => a - b);
    return [tool, Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0)] as const;
  });
  return Object.fromEntries(medians);
}

/** Ranks from 1; equal values share the mean of theirs. */
function ranks(values: readonly number[]): number[] {
  const order = values.map((value, at) => ({ value, at })).sort((a, b) => a.value - b.value);
  const out = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && order[to]?.value === order[from]?.value) to++;
    for (const { at } of order.slice(from, to)) out[at] = (from + to + 1) / 2;
    from = to;
  }
  return out;
}

/** Spearman's rank correlation; 0 where one side never varies. */
export function spearman(a: readonly number[], b: readonly number[]): number {
  const [ra, rb] = [ranks(a), ranks(b)];
  const [ma, mb] = [mean(ra), mean(rb)];
  let [both, aa, bb] = [0, 0, 0];
  for (const [at, value] of ra.entries()) {
    const [da, db] = [value - ma, (rb[at] ?? 0) - mb];
    both += da * db;
    aa += da * da;
    bb += db * db;
  }
  return aa === 0 || bb === 0 ? 0 : rounded(both / Math.sqrt(aa * bb));
}

const leastWin = 0.005;
const winsWanted = 3;

/** The names among the five in which the default beats the classical tools, and whether those are three or more (assist 5, row 2). */
export function gateOf(classic: MethodFigures, byDefault: MethodFigures) {
  const names = ["D@1", "D@3", "D@5", "box", "scribble"] as const;
  const wins: string[] = names.filter((name) => {
    const [ours, theirs] = [byDefault[name], classic[name]];
    return ours !== null && theirs !== null && ours - theirs >= leastWin - 1e-9;
  });
  return { wins, pass: wins.length >= winsWanted };
}
